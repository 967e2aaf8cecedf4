import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from '@jest/globals';
import { accountId, issueId, type IssueId } from '#contracts';
import { createGuardedFetch } from '#http';
import type { Account, As, Call, ChangePage, TrackerError, TrackerFiles, WriteCall } from '#ports/tracker';
import { plainRest, redmineBackDoor } from './conformance/back-door.js';
import { personOf } from './conformance/redmine-harness.js';
import { redmineOfOurOwn } from './conformance/redmine-of-our-own.js';
import { RedmineConfig } from './config.js';
import { errorFromResponse } from './from-response.js';
import { redmine } from './plugin.js';

const { part, stop } = await redmineOfOurOwn();
const rest = plainRest(part);
const backDoor = redmineBackDoor(part, rest);
const http = createGuardedFetch();
const config = { url: part.url, apiKey: part.apiKey };
const adapterWith = (more: object) =>
  redmine.create(RedmineConfig.parse({ ...config, ...more }), { fetch: http.fetch });
const adapter = adapterWith({});
const [anna, boris] = [personOf(part, 'anna'), personOf(part, 'boris')];
const [olga, mark] = [personOf(part, 'olga'), personOf(part, 'mark')];
const files = filesOf(adapter.files);
const project = String(part.projects['web-shop']);

afterAll(async () => {
  await http.close();
  await stop();
});

function filesOf(found: TrackerFiles | undefined): TrackerFiles {
  if (!found) throw new Error('The adapter has no files.');
  return found;
}

const as = (who: Account | 'service'): As =>
  who === 'service' ? { kind: 'service' } : { kind: 'account', account: who.id, login: who.login };
const reading = (who: Account | 'service'): Call => ({ as: as(who), signal: AbortSignal.timeout(30_000) });
const writing = (who: Account | 'service'): WriteCall => ({
  ...reading(who),
  sendBy: { wall: Date.now() + 10_000, monotonic: performance.now() + 10_000 },
});
const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => Promise.reject(new Error('The call went through.')),
    (error: unknown) => error as TrackerError,
  );

const newIssue = (by = mark) => backDoor.createIssue({ subject: `Trap ${randomUUID()}`, project, by });
async function comment(issue: IssueId, by: Account, words: { text: string; private?: boolean; file?: string }) {
  const { text, private: hush = false, file } = words;
  const baseline = await adapter.baseline(reading(by), { kind: 'issue', issue });
  const body = Readable.from(Buffer.from('502'), { objectMode: false });
  const uploads = file ? [await files.upload(writing(by), { name: file, body })] : [];
  return adapter.addComment(writing(by), issue, { text, private: hush, uploads }, baseline);
}
async function changesSince(cursor: ChangePage['cursor'] | undefined) {
  const found = new Set<string>();
  let passes = 0;
  for (let page = await adapter.readChanges(cursor, AbortSignal.timeout(30_000)); ; passes++) {
    for (const { issue } of page.changed) found.add(issue);
    if (page.complete) return { found, cursor: page.cursor, pages: passes + 1 };
    page = await adapter.readChanges(page.next, AbortSignal.timeout(30_000));
  }
}

describe('what Redmine drops in silence', () => {
  it('is told of an issue type that may not be had', async () => {
    const draft = { subject: `Typed ${randomUUID()}`, description: '', project, issueType: '999', uploads: [] };
    const { dropped, item } = await adapter.createIssue(writing(mark), draft);
    expect(dropped).toEqual([{ what: 'issueType' }]);
    expect(await backDoor.issuesCalled(draft.subject)).toEqual([item.issue.id]);
  });

  it('is a refusal where all of a comment was dropped', async () => {
    // Anna may read the warehouse, and write nothing there.
    const issue = await backDoor.createIssue({
      subject: 'Read only',
      project: String(part.projects['warehouse']),
      by: olga,
    });
    expect((await errorOf(comment(issue, anna, { text: 'Let me in.' }))).kind).toBe('rejected');
    expect((await backDoor.readIssue(issue)).comments).toEqual([]);
  });

  it('is never the project of a new issue: where someone only reads is not proposed', async () => {
    const { projects } = await adapter.directories(reading(anna), undefined);
    expect(projects.map(({ name }) => name)).toEqual(['Web shop']);
  });

  it('is never the privacy of a note: who may not write private ones writes nothing', async () => {
    const issue = await newIssue();
    expect((await errorOf(comment(issue, mark, { text: 'Hush.', private: true }))).kind).toBe('rejected');
    expect((await backDoor.readIssue(issue)).comments).toEqual([]);
  });
});

describe('a private note', () => {
  it('that Redmine splits from its files is one item, and told not to be private altogether', async () => {
    const issue = await newIssue();
    const { item, dropped } = await comment(issue, olga, { text: 'Hush.', private: true, file: 'graph.png' });
    expect(item).toMatchObject({ text: 'Hush.', private: true });
    expect(item.uploadIds).toHaveLength(1);
    expect(dropped).toEqual([{ what: 'private' }]);
    const forMark = await adapter.readIssue(reading(mark), issue);
    expect(forMark.journals.map(({ text, files }) => [text, files.map(({ name }) => name)])).toEqual([
      ['', ['graph.png']],
    ]);
  });

  it('may be written by the service account, an administrator', async () => {
    const issue = await newIssue();
    const baseline = await adapter.baseline(reading('service'), { kind: 'issue', issue });
    const words = { text: 'Hush.', private: true, uploads: [] };
    expect((await adapter.addComment(writing('service'), issue, words, baseline)).item.private).toBe(true);
  });
});

describe('acting for someone', () => {
  it('with a key that is no administrator’s fails closed: Redmine would answer in the key’s own name', async () => {
    const issue = await newIssue();
    await backDoor.addComment(issue, { text: 'Between engineers.', private: true, by: olga });
    const weak = adapterWith({ apiKey: part.people['olga']?.apiKey });
    expect((await errorOf(weak.readIssue(reading(mark), issue))).kind).toBe('unauthorized');
    expect((await errorOf(weak.listIssues(reading(mark), undefined, 0, 5))).kind).toBe('unauthorized');
  });

  it('with a key that is no administrator’s any more is told by the check: it is the desk’s trouble', async () => {
    const formerly = { apiKey: part.people['olga']?.apiKey };
    const error = await errorOf(adapterWith(formerly).checkAccess(AbortSignal.timeout(10_000)));
    expect([error.kind, error.message]).toEqual([
      'unauthorized',
      expect.stringContaining('olga, who is no administrator'),
    ]);
  });

  it('goes on with a key of their own where the desk’s is no administrator’s; the check says that nobody new can link', async () => {
    const own = adapterWith({ apiKey: part.people['olga']?.apiKey, actAs: 'own-key' });
    const { notes } = await own.checkAccess(AbortSignal.timeout(10_000));
    expect(notes.join()).toContain('look up link codes');
    const issue = await newIssue();
    const marks: Call = { ...reading(mark), as: { ...as(mark), key: part.people['mark']?.apiKey } as As };
    expect((await own.readIssue(marks, issue)).author).toEqual(mark);
  });

  it('with own keys takes one that is not kept (linked before keys were) from the desk’s administrator', async () => {
    const own = adapterWith({ actAs: 'own-key' });
    const draft = { subject: `Own ${randomUUID()}`, description: '', project, uploads: [] };
    expect((await own.createIssue(writing(mark), draft)).item.author).toBe(mark.id);
    const gone = { ...mark, id: accountId('999999999') };
    expect((await errorOf(own.createIssue(writing(gone), draft))).kind).toBe('unauthorized');
  });

  it('whose login has passed to someone else fails closed', async () => {
    const issue = await newIssue();
    const renamed = { ...mark, login: olga.login };
    expect((await errorOf(adapter.readIssue(reading(renamed), issue))).kind).toBe('unauthorized');
  });

  it('finds the words of a write that went out in another name to be in doubt', async () => {
    const weak = adapterWith({ apiKey: part.people['olga']?.apiKey });
    const draft = { subject: `Whose ${randomUUID()}`, description: '', project, uploads: [] };
    expect((await errorOf(weak.createIssue(writing(mark), draft))).kind).toBe('ambiguous');
  });

  it('does not take the anonymous user’s view for the service account’s', async () => {
    const stranger = adapterWith({ apiKey: 'unknown' });
    expect((await errorOf(stranger.readChanges(undefined, AbortSignal.timeout(10_000)))).kind).toBe('unauthorized');
    expect((await errorOf(stranger.listIssues(reading('service'), undefined, 0, 5))).kind).toBe('unauthorized');
    expect((await errorOf(stranger.readIssue(reading('service'), await newIssue()))).kind).toBe('unauthorized');
  });
});

describe('groups', () => {
  it('are opened in the service account’s view: members of a watching or working group follow the issue', async () => {
    const issue = await newIssue();
    await rest.send('admin', 'PUT', `/issues/${issue}.json`, { issue: { assigned_to_id: part.groups['Second line'] } });
    const seen = await adapter.readIssue(reading('service'), issue);
    expect(seen.assignee?.name).toBe('Second line');
    expect(seen.watchers.map(({ id }) => id)).toEqual(expect.arrayContaining([boris.id, olga.id]));
    const history = seen.journals.flatMap(({ details }) => details);
    expect(history).toEqual([{ field: 'assignee', from: undefined, to: 'Second line' }]);
  });

  it('and people no longer on the issue are named in its history', async () => {
    const issue = await newIssue();
    await backDoor.assign(issue, boris);
    await backDoor.assign(issue, olga);
    const { journals } = await adapter.readIssue(reading(mark), issue);
    expect(journals.at(-1)?.details).toEqual([{ field: 'assignee', from: boris.name, to: olga.name }]);
  });
});

describe('an issue saved by two at once', () => {
  it('is answered with 422 and an empty list of errors: a conflict', async () => {
    const issue = await newIssue();
    const answer = await fetch(`${part.url}/issues/${issue}.json`, {
      method: 'PUT',
      headers: { 'x-redmine-api-key': part.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify({ issue: { notes: 'Me too.', lock_version: 77 } }),
    });
    const refusal = { status: answer.status, headers: {}, body: await answer.text() };
    expect(errorFromResponse('write', 'PUT', refusal, 0).kind).toBe('conflict');
  });
});

describe('more than Redmine shows at once', () => {
  it('is seen to the end: over a hundred issues above a baseline, and as many changes', async () => {
    const target = { kind: 'new-issue' as const, project };
    const baseline = await adapter.baseline(reading(boris), target);
    const { cursor } = await changesSince(undefined);
    const made: IssueId[] = [];
    // One after the other: on SQLite, Redmine answers some of two creations at once with 500.
    while (made.length < 104) made.push(await newIssue(boris));
    const above = await adapter.itemsAbove(reading(boris), target, baseline);
    expect(above.map(({ issue }) => issue.id)).toEqual(made.toSorted((a, b) => Number(a) - Number(b)));
    const { found, pages } = await changesSince(cursor);
    expect(made.filter((issue) => !found.has(issue))).toEqual([]);
    expect(pages).toBeGreaterThan(1);
  });
});

describe('an issue that its author may not see any more', () => {
  it('is found above their baseline all the same, and not to be shown to them', async () => {
    const target = { kind: 'new-issue' as const, project };
    const baseline = await adapter.baseline(reading(mark), target);
    const issue = await newIssue(mark);
    await rest.send('admin', 'PUT', `/issues/${issue}.json`, { issue: { project_id: part.projects['warehouse'] } });
    expect((await errorOf(adapter.readIssue(reading(mark), issue))).kind).toBe('not-found');
    const other = await newIssue(mark);
    const above = await adapter.itemsAbove(reading(mark), target, baseline);
    expect(above.map((item) => [item.issue.id, item.author, item.private])).toEqual([
      [issue, mark.id, true],
      [other, mark.id, false],
    ]);
  });

  it('or that the desk’s own account made private by hand is not to be shown, either', async () => {
    const target = { kind: 'new-issue' as const, project };
    const baseline = await adapter.baseline(reading('service'), target);
    await rest.send('admin', 'POST', '/issues.json', {
      issue: { subject: 'Pay', project_id: project, is_private: true },
    });
    const above = await adapter.itemsAbove(reading('service'), target, baseline);
    expect(above.map((item) => [item.subject, item.private])).toEqual([['Pay', true]]);
  });
});

describe('a file with a smiley in its name', () => {
  it('is spelled so that every database keeps it, unless that is known to keep all', async () => {
    const upload = (to: typeof adapter) => {
      const body = Readable.from(Buffer.from('502'), { objectMode: false });
      return filesOf(to.files).upload(writing(boris), { name: 'report 🔥.log', body });
    };
    expect((await upload(adapter)).name).toBe('report :fire:.log');
    expect((await upload(adapterWith({ emoji: 'keep' }))).name).toBe('report 🔥.log');
  });
});

describe('a server without a clock in its answers', () => {
  it('is told of by the check, and followed by the times of its issues', async () => {
    // Puma sends no `Date`; the adapter speaks to it without a proxy here.
    expect((await adapter.checkAccess(AbortSignal.timeout(10_000))).notes.join()).toContain('Date');
    const first = await newIssue();
    const { cursor } = await changesSince(undefined);
    const second = await newIssue();
    const { found } = await changesSince(cursor);
    expect([...found]).toEqual(expect.arrayContaining([first, second]));
  });
});

describe('the check of access', () => {
  const notes = async (more: object) => (await adapterWith(more).checkAccess(AbortSignal.timeout(10_000))).notes.join();

  it('has nothing to say about the code field where it is there, and names it where it is not', async () => {
    expect(await notes({})).not.toContain('custom field');
    expect(await notes({ codeField: 'Matrix' })).toContain('no user custom field "Matrix"');
  });

  it('names a public address that messengers open no links to', async () => {
    expect(await notes({ publicUrl: 'http://redmine' })).toContain('redmine, a host name without a dot');
  });

  it('names the settings to look at where the key is not accepted', async () => {
    const error = await errorOf(adapterWith({ apiKey: 'unknown' }).checkAccess(AbortSignal.timeout(10_000)));
    expect(error.message).toContain('REST web service');
  });
});

describe('an id from elsewhere', () => {
  it('leads to no other page of Redmine', async () => {
    const elsewhere = issueId('1/../../users/1');
    expect((await errorOf(adapter.readIssue(reading('service'), elsewhere))).kind).toBe('not-found');
    const file = { ref: '../users/1.json?', name: 'x', size: 1 };
    expect((await errorOf(files.open(reading('service'), file))).kind).toBe('not-found');
  });
});
