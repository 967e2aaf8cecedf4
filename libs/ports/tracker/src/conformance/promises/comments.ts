import { expect, it } from '@jest/globals';
import { comment, ownIssue, reading, writing, type Setting } from '../setting.js';

export function commentPromises(setting: () => Setting): void {
  it('adds a comment in the name of the account and in its words', async () => {
    const { backDoor, people } = setting();
    const issue = await ownIssue(setting());
    const text = 'Still so: "502" <again> & again.\nПосмотрите 🔥';
    const { item, dropped } = await comment(setting(), issue, text);
    expect(dropped).toEqual([]);
    expect(item).toMatchObject({ author: people.customer.id, text, issue: { id: issue } });
    expect((await backDoor.readIssue(issue)).comments).toEqual([{ author: people.customer.id, text, private: false }]);
  });

  it('names the journal entry a comment became', async () => {
    const { adapter, people } = setting();
    const issue = await ownIssue(setting());
    const { item } = await comment(setting(), issue, 'Which entry is this?');
    const { journals } = await adapter.readIssue(reading(people.customer), issue);
    expect(journals.map(({ id }) => id)).toEqual([item.journal]);
  });

  it('tells two identical comments as two items above the baseline, the older first', async () => {
    const { adapter, people } = setting();
    const issue = await ownIssue(setting());
    const target = { kind: 'issue' as const, issue };
    const baseline = await adapter.baseline(reading(people.customer), target);
    const first = await comment(setting(), issue, 'Any news?');
    const second = await comment(setting(), issue, 'Any news?');
    const above = await adapter.itemsAbove(reading(people.customer), target, baseline);
    expect(above.map(({ key }) => key)).toEqual([first.item.key, second.item.key]);
    expect(above[0]?.key).not.toBe(above[1]?.key);
  });

  it('counts nothing below the baseline and nothing of another account', async () => {
    const { adapter, backDoor, people } = setting();
    const issue = await ownIssue(setting());
    await comment(setting(), issue, 'Before.');
    const target = { kind: 'issue' as const, issue };
    const baseline = await adapter.baseline(reading(people.customer), target);
    await backDoor.addComment(issue, { text: 'From someone else.', by: people.engineer });
    const { item } = await comment(setting(), issue, 'After.');
    const above = await adapter.itemsAbove(reading(people.customer), target, baseline);
    expect(above.map(({ key, text }) => [key, text])).toEqual([[item.key, 'After.']]);
  });

  it('works as the service account for someone who has none', async () => {
    const { adapter, backDoor, people } = setting();
    const issue = await ownIssue(setting());
    const baseline = await adapter.baseline(reading('service'), { kind: 'issue', issue });
    const words = { text: 'From a guest.', private: false, uploads: [] };
    await adapter.addComment(writing('service'), issue, words, baseline);
    expect((await backDoor.readIssue(issue)).comments.map(({ author }) => author)).toEqual([people.service.id]);
  });
}
