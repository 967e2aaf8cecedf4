import { expect, it } from '@jest/globals';
import type { IssueId } from '#contracts';
import type { HttpFault } from '#testkit/proxies';
import { errorOf, late, ownIssue, reading, unique, writing, type Setting } from '../setting.js';

export function lostAnswerPromises(setting: () => Setting): void {
  const create = (subject: string, call = writing(setting().people.customer)) =>
    setting().adapter.createIssue(call, { subject, description: '', project: setting().project, uploads: [] });

  /** The customer writes; whatever comes of it is told with what stands above the baseline afterwards. */
  async function commentThrough(issue: IssueId, fault: HttpFault) {
    const { adapter, faults, people } = setting();
    const target = { kind: 'issue' as const, issue };
    const baseline = await adapter.baseline(reading(people.customer), target);
    faults.next('write', fault);
    const words = { text: 'Does this arrive?', private: false, uploads: [] };
    const error = await errorOf(adapter.addComment(writing(people.customer), issue, words, baseline));
    faults.clear();
    return { error, above: await adapter.itemsAbove(reading(people.customer), target, baseline) };
  }

  it('tells a creation whose answer was lost as ambiguous, and finds exactly one issue', async () => {
    const { adapter, backDoor, faults, people, project } = setting();
    const target = { kind: 'new-issue' as const, project };
    const baseline = await adapter.baseline(reading(people.customer), target);
    const subject = unique('Lost answer');
    faults.next('write', 'cut-after');
    expect((await errorOf(create(subject))).kind).toBe('ambiguous');
    const above = await adapter.itemsAbove(reading(people.customer), target, baseline);
    expect(above.map((item) => item.subject)).toEqual([subject]);
    expect(await backDoor.issuesCalled(subject)).toEqual(above.map(({ issue }) => issue.id));
  });

  it('finds what the desk’s own account was writing by its words, among what that account makes by hand', async () => {
    const { adapter, backDoor, faults, hiddenProject, people, project } = setting();
    const target = { kind: 'new-issue' as const, project };
    const baseline = await adapter.baseline(reading('service'), target);
    const draft = { subject: unique('For Mark'), description: 'from Mark\n\nAny news?', project, uploads: [] };
    faults.next('write', 'cut-after');
    expect((await errorOf(adapter.createIssue(writing('service'), draft))).kind).toBe('ambiguous');
    await backDoor.createIssue({ subject: unique('By hand'), project: hiddenProject, by: people.service });
    const above = await adapter.itemsAbove(reading('service'), target, baseline);
    const ours = above.filter(({ subject, text }) => subject === draft.subject && text === draft.description);
    expect(ours.map(({ author, issue }) => [author, issue.project?.id])).toEqual([[people.service.id, project]]);
  });

  it('tells a comment whose answer was lost as ambiguous, and finds exactly one item', async () => {
    const { error, above } = await commentThrough(await ownIssue(setting()), 'cut-after');
    expect(error.kind).toBe('ambiguous');
    expect(above.map(({ text }) => text)).toEqual(['Does this arrive?']);
  });

  it('never tells a write as rejected whose connection was cut before the tracker read it', async () => {
    const { error, above } = await commentThrough(await ownIssue(setting()), 'cut-before');
    expect(['unavailable', 'ambiguous']).toContain(error.kind);
    expect(above).toEqual([]);
  });

  it.each([500, 502, 504])('tells a write answered with %i as ambiguous', async (status) => {
    const { error } = await commentThrough(await ownIssue(setting()), { status, body: 'Sorry.' });
    expect(error.kind).toBe('ambiguous');
  });

  it('gives up at once when told to, though the answer hangs, and tells the write as ambiguous', async () => {
    const { backDoor, faults, people } = setting();
    const subject = unique('Hung');
    const { met } = faults.next('write', 'hang-after');
    const giveUp = new AbortController();
    const ended = errorOf(create(subject, writing(people.customer, giveUp.signal)));
    await met;
    giveUp.abort();
    expect((await ended).kind).toBe('ambiguous');
    expect(await backDoor.issuesCalled(subject)).toHaveLength(1);
  });

  it('sends one write only, whatever becomes of the reading back', async () => {
    const { backDoor, faults } = setting();
    const subject = unique('Not read back');
    const before = faults.seen('write');
    faults.next('read', 'cut-before');
    const end = await create(subject).then(
      () => 'written',
      async (error: unknown) => (await errorOf(Promise.reject(error))).kind,
    );
    expect(['written', 'ambiguous']).toContain(end);
    expect(faults.seen('write') - before).toBe(1);
    expect(await backDoor.issuesCalled(subject)).toHaveLength(1);
  });

  it('sends nothing once its time to be sent has passed, and says no more than that', async () => {
    const { backDoor, faults, people } = setting();
    const subject = unique('Too late');
    const before = faults.seen('write');
    expect((await errorOf(create(subject, late(people.customer)))).kind).toBe('late');
    expect(faults.seen('write')).toBe(before);
    expect(await backDoor.issuesCalled(subject)).toEqual([]);
  });

  it('tells a page that is no answer of the tracker as ambiguous after a write and unavailable after a read', async () => {
    const { adapter, faults } = setting();
    const page = {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>Log in to the guest network</html>',
    };
    faults.next('write', page);
    expect((await errorOf(create(unique('Captive')))).kind).toBe('ambiguous');
    faults.next('read', page);
    expect((await errorOf(adapter.listIssues(reading('service'), undefined, 0, 5))).kind).toBe('unavailable');
  });

  it.each<[string, HttpFault]>([
    ['answered with 500', { status: 500 }],
    ['cut off', 'cut-after'],
  ])('tells a read that is %s as unavailable', async (_, fault) => {
    const { adapter, faults } = setting();
    faults.next('read', fault);
    expect((await errorOf(adapter.listIssues(reading('service'), undefined, 0, 5))).kind).toBe('unavailable');
  });
}
