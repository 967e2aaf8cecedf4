import { expect, it } from '@jest/globals';
import { issueId } from '#contracts';
import { asShown, errorOf, ownIssue, reading, unique, type Setting } from '../setting.js';

export function readingPromises(setting: () => Setting): void {
  it('shows subject, description, author, project and status of an issue', async () => {
    const { adapter, people, project } = setting();
    const subject = unique('The printer <hums> & "sings"');
    const issue = await ownIssue(setting(), subject);
    const seen = await adapter.readIssue(reading(people.customer), issue);
    expect(seen).toMatchObject({
      id: issue,
      title: subject,
      description: 'Since this morning.',
      author: asShown(people.customer),
    });
    expect(seen.project?.id).toBe(project);
    expect(seen.status?.name).toBeTruthy();
    expect(seen.label).toContain(issue);
  });

  it('shows the comments in the order they were made, each in its author’s name', async () => {
    const { adapter, backDoor, people } = setting();
    const issue = await ownIssue(setting());
    await backDoor.addComment(issue, { text: 'Is it slow for all?', by: people.engineer });
    await backDoor.addComment(issue, { text: 'For all of us.', by: people.customer });
    await backDoor.addComment(issue, { text: 'Moved it.', by: people.engineer });
    const { journals } = await adapter.readIssue(reading(people.customer), issue);
    expect(journals.map(({ author, text }) => [author.name, text])).toEqual([
      [people.engineer.name, 'Is it slow for all?'],
      [people.customer.name, 'For all of us.'],
      [people.engineer.name, 'Moved it.'],
    ]);
    const orders = journals.map(({ order }) => order);
    expect(orders).toEqual(Array.from(new Set(orders)).toSorted((a, b) => a - b));
  });

  it('tells a change of status by the names people read', async () => {
    const { adapter, backDoor, people } = setting();
    const issue = await ownIssue(setting());
    const { from, to } = await backDoor.changeStatus(issue);
    const { journals } = await adapter.readIssue(reading(people.customer), issue);
    expect(journals.flatMap(({ details }) => details)).toContainEqual({ field: 'status', from, to });
  });

  it('names who works on the issue and who follows it', async () => {
    const { adapter, backDoor, people } = setting();
    const issue = await ownIssue(setting());
    await backDoor.assign(issue, people.engineer);
    await backDoor.watch(issue, people.customer);
    const seen = await adapter.readIssue(reading('service'), issue);
    expect(seen.assignee).toEqual(asShown(people.engineer));
    expect(seen.watchers).toContainEqual(asShown(people.customer));
  });

  it('tells an issue that never was as not found', async () => {
    const { adapter } = setting();
    expect((await errorOf(adapter.readIssue(reading('service'), issueId('999999999')))).kind).toBe('not-found');
  });
}
