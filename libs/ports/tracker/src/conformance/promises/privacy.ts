import { expect, it } from '@jest/globals';
import { TrackerError } from '../../error.js';
import { comment, errorOf, ownIssue, reading, unique, writing, type Setting } from '../setting.js';

export function privacyPromises(setting: () => Setting, privateComments: boolean): void {
  const hidden = (subject: string) => {
    const { backDoor, hiddenProject, people } = setting();
    return backDoor.createIssue({ subject, project: hiddenProject, by: people.engineer });
  };

  it('tells an issue someone may not see as not found for them', async () => {
    const { adapter, people } = setting();
    const issue = await hidden(unique('Behind the curtain'));
    expect((await errorOf(adapter.readIssue(reading(people.customer), issue))).kind).toBe('not-found');
    expect((await adapter.readIssue(reading(people.engineer), issue)).id).toBe(issue);
  });

  it('leaves issues and projects someone may not see out of what is listed for them', async () => {
    const { adapter, hiddenProject, people } = setting();
    const subject = unique('Behind the curtain');
    const issue = await hidden(subject);
    const found = async (query: string) => (await adapter.listIssues(reading(people.customer), query, 0, 5)).issues;
    expect(await found(subject)).toEqual([]);
    expect(await found(issue)).toEqual([]);
    const { projects } = await adapter.directories(reading(people.customer));
    expect(projects.map(({ id }) => id)).not.toContain(hiddenProject);
  });

  it('lets no one comment on an issue they may not see', async () => {
    const { backDoor } = setting();
    const issue = await hidden(unique('Behind the curtain'));
    expect(['not-found', 'rejected']).toContain((await errorOf(comment(setting(), issue, 'I guess.'))).kind);
    expect((await backDoor.readIssue(issue)).comments).toEqual([]);
  });

  if (!privateComments) return;

  it('keeps a private comment out of the view of someone who may not see it', async () => {
    const { adapter, backDoor, people } = setting();
    const issue = await ownIssue(setting());
    await backDoor.addComment(issue, { text: 'Between engineers.', private: true, by: people.engineer });
    await backDoor.addComment(issue, { text: 'For everyone.', by: people.engineer });
    const textsFor = async (who: typeof people.customer) =>
      (await adapter.readIssue(reading(who), issue)).journals.map(({ text, private: hush }) => [text, hush]);
    expect(await textsFor(people.customer)).toEqual([['For everyone.', false]]);
    expect(await textsFor(people.engineer)).toEqual([
      ['Between engineers.', true],
      ['For everyone.', false],
    ]);
  });

  it('writes a private comment as private', async () => {
    const { adapter, backDoor, people } = setting();
    const issue = await ownIssue(setting());
    const baseline = await adapter.baseline(reading(people.engineer), { kind: 'issue', issue });
    const words = { text: 'Between engineers.', private: true, uploads: [] };
    const { item, dropped } = await adapter.addComment(writing(people.engineer), issue, words, baseline);
    expect({ private: item.private, dropped }).toEqual({ private: true, dropped: [] });
    expect((await backDoor.readIssue(issue)).comments.map((stored) => stored.private)).toEqual([true]);
  });

  it('refuses a private comment of someone who may not write one, or says that it did not stay private', async () => {
    const { adapter, people } = setting();
    const issue = await ownIssue(setting());
    const baseline = await adapter.baseline(reading(people.customer), { kind: 'issue', issue });
    const words = { text: 'Just between us.', private: true, uploads: [] };
    const end = await adapter.addComment(writing(people.customer), issue, words, baseline).then(
      ({ dropped }) => dropped.map(({ what }) => what),
      (error: unknown) => (error instanceof TrackerError ? error.kind : Promise.reject(error)),
    );
    expect(['rejected', ['private']]).toContainEqual(end);
  });
}
