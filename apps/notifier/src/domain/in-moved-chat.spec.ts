import { expect, it } from '@jest/globals';
import { ChatKey, deskId, messageId, plain } from '#contracts';
import { inMovedChat } from './in-moved-chat.js';
import type { Sending } from './sending.js';

const [before, now] = ['acme/telegram/-100', 'acme/telegram/-1002'].map((key) => ChatKey.parse(key)) as [
  ChatKey,
  ChatKey,
];
const old = messageId('7');
const moved = (what: Sending['what']) => inMovedChat({ desk: deskId('acme'), chat: before, group: true, what }, now);

it('what is said in a chat that has moved answers no message of before, and edits none', () => {
  const text = { text: plain('It is back.'), buttons: [] };
  expect(moved({ kind: 'say', ...text, replyTo: old })).toMatchObject({ chat: now, what: { replyTo: undefined } });
  const menu = { kind: 'slot', slot: 'a', version: 1, lastIncoming: old, pressedOn: old, ...text } as const;
  expect(moved(menu)).toMatchObject({ chat: now, what: { lastIncoming: undefined, pressedOn: undefined } });
});

it('what is about a message of before alone is not sent there: another may have its id', () => {
  expect(moved({ kind: 'react', message: old, reaction: 'saved' })).toBeUndefined();
  expect(moved({ kind: 'remove-buttons', message: old })).toBeUndefined();
});
