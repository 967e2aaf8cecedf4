import { expect, it } from '@jest/globals';
import type { IssueId } from '#contracts';
import { until } from '#testkit';
import { changesSince, comment, ownIssue, reading, type Setting } from '../setting.js';

export function changePromises(setting: () => Setting): void {
  it('begins in silence: the first pass tells of nothing', async () => {
    await ownIssue(setting());
    expect((await changesSince(setting())).marks.size).toBe(0);
  });

  it('begins with what its own clock says: what is there is dated no later, and what is written after it no earlier', async () => {
    const { adapter } = setting();
    const call = reading('service');
    const createdAt = async (issue: IssueId) => (await adapter.readIssue(call, issue)).createdAt;
    const before = await createdAt(await ownIssue(setting()));
    const { now = 0 } = await adapter.readChanges(undefined, call.signal);
    const after = await createdAt(await ownIssue(setting()));
    expect([before <= now, now <= after]).toEqual([true, true]);
  });

  it('finds every change made since, of whatever kind', async () => {
    const { backDoor, people } = setting();
    const before = await ownIssue(setting());
    const { cursor } = await changesSince(setting());
    const created = await ownIssue(setting());
    const commented = await ownIssue(setting());
    await comment(setting(), commented, 'One more thing.');
    await backDoor.changeStatus(before);
    const assigned = await ownIssue(setting());
    await backDoor.assign(assigned, people.engineer);
    const { marks } = await changesSince(setting(), cursor);
    expect([...marks.keys()]).toEqual(expect.arrayContaining([before, created, commented, assigned]));
  });

  it('comes to rest: an issue that no one changes keeps its mark', async () => {
    const { cursor } = await changesSince(setting());
    const issue = await ownIssue(setting());
    let before: string | undefined;
    await until(async () => {
      const mark = (await changesSince(setting(), cursor)).marks.get(issue);
      const rests = mark !== undefined && mark === before;
      before = mark;
      return rests;
    });
  });

  it('finds a change made after a cursor that has been used before', async () => {
    const { cursor } = await changesSince(setting());
    const first = await ownIssue(setting());
    const next = await changesSince(setting(), cursor);
    const second = await ownIssue(setting());
    expect([...(await changesSince(setting(), next.cursor)).marks.keys()]).toContain(second);
    expect([...(await changesSince(setting(), cursor)).marks.keys()]).toEqual(expect.arrayContaining([first, second]));
  });

  it('gives a cursor that survives being stored as JSON', async () => {
    const { cursor } = await changesSince(setting());
    expect(JSON.parse(JSON.stringify(cursor))).toEqual(cursor);
  });
}
