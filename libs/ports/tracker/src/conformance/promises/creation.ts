import { expect, it } from '@jest/globals';
import { issueId } from '#contracts';
import { reading, unique, writing, type Setting } from '../setting.js';

const text = 'It says: "502 <Bad Gateway>" & nothing \\ else.\n\nС утра. Seit heute früh. 🔥';

export function creationPromises(setting: () => Setting): void {
  it('makes exactly one issue, in the name of the account and in its words', async () => {
    const { adapter, backDoor, people, project } = setting();
    const subject = unique('The shop answers 502 <always> & "часто"');
    await adapter.createIssue(writing(people.customer), { subject, description: text, project, uploads: [] });
    const [issue, ...more] = await backDoor.issuesCalled(subject);
    expect(more).toEqual([]);
    const stored = await backDoor.readIssue(issue ?? issueId('none'));
    expect(stored).toMatchObject({ subject, description: text, author: people.customer.id, project });
  });

  it('makes it of the issue type and the priority that were chosen', async () => {
    const { adapter, backDoor, people, project } = setting();
    const { issueTypes, priorities } = await adapter.directories(reading(people.engineer), project);
    const issueType = issueTypes.at(-1)?.id;
    const priority = priorities.at(-1)?.id;
    const draft = { subject: unique('Chosen'), description: '', project, issueType, priority, uploads: [] };
    const { item, dropped } = await adapter.createIssue(writing(people.engineer), draft);
    expect(dropped).toEqual([]);
    expect(await backDoor.readIssue(item.issue.id)).toMatchObject({ issueType, priority });
  });

  it('reads back what the tracker kept', async () => {
    const { adapter, people, project } = setting();
    const subject = unique('Read back');
    const draft = { subject, description: text, project, uploads: [] };
    const { item, dropped } = await adapter.createIssue(writing(people.customer), draft);
    expect(dropped).toEqual([]);
    expect(item).toMatchObject({ author: people.customer.id, subject, text, uploadIds: [] });
    expect(item.issue.title).toBe(subject);
    expect(item.key).toContain(item.issue.id);
  });

  it('finds a new issue above a baseline taken before it, and none that was there already', async () => {
    const { adapter, people, project } = setting();
    const target = { kind: 'new-issue' as const, project };
    const draft = { description: '', project, uploads: [] };
    await adapter.createIssue(writing(people.customer), { ...draft, subject: unique('Before') });
    const baseline = await adapter.baseline(reading(people.customer), target);
    const { item } = await adapter.createIssue(writing(people.customer), { ...draft, subject: unique('After') });
    const above = await adapter.itemsAbove(reading(people.customer), target, baseline);
    expect(above.map(({ key, subject }) => ({ key, subject }))).toEqual([{ key: item.key, subject: item.subject }]);
  });

  it('finds a new issue without a baseline, too, where it is told since when to look', async () => {
    const { adapter, people, project } = setting();
    const before = Date.now() - 86_400_000;
    const draft = { subject: unique('Lately'), description: '', project, uploads: [] };
    const { item } = await adapter.createIssue(writing(people.customer), draft);
    const target = { kind: 'new-issue' as const, project, since: before };
    const found = await adapter.itemsAbove(reading(people.customer), target, {});
    expect(found.map(({ key }) => key)).toContain(item.key);
  });
}
