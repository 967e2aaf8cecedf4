import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import type { IssueId } from '#contracts';
import type { Upload } from '../../adapter.js';
import { errorOf, ownIssue, reading, unique, writing, type Setting } from '../setting.js';

const log = { name: 'upstream журнал.log', mime: 'text/plain', body: Buffer.from('502\n502\n') };

export function filePromises(setting: () => Setting): void {
  function filesOf({ adapter }: Setting) {
    if (!adapter.files) throw new Error('The adapter has no files.');
    return adapter.files;
  }

  const upload = ({ name, mime, body }: { name: string; mime: string; body: Buffer }) =>
    filesOf(setting()).upload(writing(setting().people.customer), {
      name,
      mime,
      size: body.length,
      body: Readable.from(body, { objectMode: false }),
    });

  async function commentWith(issue: IssueId, text: string, uploads: Upload[]) {
    const { adapter, people } = setting();
    const baseline = await adapter.baseline(reading(people.customer), { kind: 'issue', issue });
    return adapter.addComment(writing(people.customer), issue, { text, private: false, uploads }, baseline);
  }

  it('brings a file in by stream and gives it back byte for byte', async () => {
    const { adapter, backDoor, people } = setting();
    const issue = await ownIssue(setting());
    const body = randomBytes(3_000_000);
    await commentWith(issue, 'See this.', [await upload({ name: 'graph.png', mime: 'image/png', body })]);
    const [stored] = (await backDoor.readIssue(issue)).files;
    expect((await stored?.read())?.equals(body)).toBe(true);
    const [file] = (await adapter.readIssue(reading(people.customer), issue)).files;
    if (!file) throw new Error('The issue shows no file.');
    expect(file).toMatchObject({ name: 'graph.png', size: body.length });
    expect((await buffer(await filesOf(setting()).open(reading(people.customer), file))).equals(body)).toBe(true);
  });

  it('shows a comment’s files with the comment, under their own names', async () => {
    const { adapter, people } = setting();
    const issue = await ownIssue(setting());
    const { item, dropped } = await commentWith(issue, 'The log.', [await upload(log)]);
    expect(dropped).toEqual([]);
    const { journals } = await adapter.readIssue(reading(people.customer), issue);
    expect(journals.find(({ id }) => id === item.journal)?.files.map(({ name }) => name)).toEqual([log.name]);
  });

  it('takes files without a word, and finds them again by their upload ids', async () => {
    const { adapter, people } = setting();
    const issue = await ownIssue(setting());
    const target = { kind: 'issue' as const, issue };
    const baseline = await adapter.baseline(reading(people.customer), target);
    const made = await upload(log);
    await commentWith(issue, '', [made]);
    const above = await adapter.itemsAbove(reading(people.customer), target, baseline);
    expect(above.flatMap(({ uploadIds }) => uploadIds)).toEqual([made.id]);
  });

  it('puts the files of a new issue on the issue', async () => {
    const { adapter, backDoor, people, project } = setting();
    const made = await upload(log);
    const draft = { subject: unique('With a file'), description: '', project, uploads: [made] };
    const { item, dropped } = await adapter.createIssue(writing(people.customer), draft);
    expect({ uploadIds: item.uploadIds, dropped }).toEqual({ uploadIds: [made.id], dropped: [] });
    expect((await backDoor.readIssue(item.issue.id)).files.map(({ name }) => name)).toEqual([log.name]);
  });

  it('never loses a file in silence: what cannot be attached is dropped by name, or the whole comment is refused', async () => {
    const issue = await ownIssue(setting());
    const lost = { id: '999999999', token: '999999999.0123456789abcdef', name: 'lost.txt' };
    const end = await commentWith(issue, 'With nothing attached.', [lost]).then(
      ({ item, dropped }) => ({ uploadIds: item.uploadIds, dropped: dropped.map(({ what }) => what) }),
      async (error: unknown) => (await errorOf(Promise.reject(error))).kind,
    );
    expect(['rejected', { uploadIds: [], dropped: ['lost.txt'] }]).toContainEqual(end);
  });

  it('tells a forbidden file as rejected, in the tracker’s words', async () => {
    const { forbiddenFile } = setting();
    const refused = upload({
      name: forbiddenFile?.name ?? '',
      mime: 'application/octet-stream',
      body: Buffer.from('MZ'),
    });
    const error = await errorOf(refused);
    expect(error.kind).toBe('rejected');
    expect(error.words).toContain(forbiddenFile?.words);
  });

  it('tells a file that is not there as not found', async () => {
    const gone = { ref: '999999999', name: 'gone.txt', size: 1 };
    expect((await errorOf(filesOf(setting()).open(reading('service'), gone))).kind).toBe('not-found');
  });
}
