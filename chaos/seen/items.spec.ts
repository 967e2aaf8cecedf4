import { describe, expect, it } from '@jest/globals';
import { IssueId } from '#contracts';
import { FIRST } from '../people/desk.js';
import { itemsOf } from './items.js';

const when = '2026-05-03T09:14:07Z';
const journal = (id: number, user: number, notes: string) => ({
  id: `${id}`,
  user: { id: user },
  notes,
  created_on: when,
});

describe('what the tracker holds', () => {
  it('is in the name of whom the visible line names, without it and without escapes', () => {
    const description = 'from Person 3, Telegram, 2026-05-03 09:14:07 UTC\n\nIt is slow\\.\nSince *nine*';
    const journals = [
      journal(1, 1, 'from Person 3, Telegram, 2026-05-03 09:14:08 UTC\n\nStill'),
      journal(2, 2, 'from now on it works'),
      journal(3, 107, 'It is slow\\.'),
    ];
    expect(
      itemsOf(FIRST, [{ id: IssueId.parse('7'), author: { id: 1 }, created_on: when, description, journals }]),
    ).toMatchObject([
      { kind: 'issue', account: 'Person 3', text: 'It is slow.\nSince *nine*' },
      { kind: 'comment', account: 'Person 3', text: 'Still' },
      { kind: 'comment', account: 'engineer', text: 'from now on it works' },
      { kind: 'comment', account: '107', text: 'It is slow.' },
    ]);
  });
});
