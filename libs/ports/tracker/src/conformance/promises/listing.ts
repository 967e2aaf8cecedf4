import { expect, it } from '@jest/globals';
import type { IssueHead } from '#contracts';
import { ownIssue, reading, unique, type Setting } from '../setting.js';

export function listingPromises(setting: () => Setting): void {
  it('sees more than one page, and every issue on exactly one of them', async () => {
    const { adapter, people } = setting();
    const word = unique('pages').replace(' ', '');
    const made = [];
    for (const n of [1, 2, 3]) made.push(await ownIssue(setting(), `${word} ${n}`));
    const seen: IssueHead[] = [];
    for (const page of [0, 1]) {
      const found = await adapter.listIssues(reading(people.customer), word, page, 2);
      expect(found).toMatchObject({ page, pages: 2 });
      seen.push(...found.issues);
    }
    expect(seen.map(({ id }) => id).toSorted()).toEqual(made.toSorted());
  });

  it('finds an issue by its number', async () => {
    const { adapter, people } = setting();
    const issue = await ownIssue(setting());
    for (const query of [issue, `#${issue}`]) {
      const found = await adapter.listIssues(reading(people.customer), query, 0, 5);
      expect(found.issues.map(({ id }) => id)).toContain(issue);
    }
  });

  it('leaves out issues that are closed', async () => {
    const { adapter, backDoor, people } = setting();
    const subject = unique('Done long ago');
    await backDoor.closeIssue(await ownIssue(setting(), subject));
    expect((await adapter.listIssues(reading(people.customer), subject, 0, 5)).issues).toEqual([]);
  });

  it('has one empty page where nothing is found', async () => {
    const { adapter, people } = setting();
    const found = await adapter.listIssues(reading(people.customer), unique('never written'), 0, 5);
    expect(found.issues).toEqual([]);
  });
}
