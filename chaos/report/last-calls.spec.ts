import { expect, it } from '@jest/globals';
import type { Exchange } from '#testkit/proxies';
import { deskAt } from '../people/desk.js';
import { lastCalls } from './last-calls.js';

const [ours, another] = [deskAt(3), deskAt(4)];

const called = (desk: typeof ours, chat: number, at: number, emoji: string, answeredAt?: number): Exchange => ({
  ...{ method: 'POST', path: `/bot${desk.token}/setMessageReaction`, at, from: '', headers: {} },
  body: JSON.stringify({ chat_id: chat, message_id: 7, reaction: emoji }),
  ...(answeredAt !== undefined && { answer: { at: answeredAt, status: 200, body: '' } }),
});

it('what was done in a chat last is told in the order it came there, with what was answered', () => {
  const all = [
    called(ours, 12, 2_000, '👌', 2_030),
    called(ours, 12, 1_000, '✍'),
    called(ours, 13, 1_500, '✍', 1_501),
    called(another, 12, 1_500, '✍', 1_501),
  ];
  expect(lastCalls(all, ours.chatOf(12))).toEqual([
    '1970-01-01T00:00:01.000Z setMessageReaction {"message_id":7,"reaction":"✍"}: no answer',
    '1970-01-01T00:00:02.000Z setMessageReaction {"message_id":7,"reaction":"👌"}: 200 after 30 ms',
  ]);
});
