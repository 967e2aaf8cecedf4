import { expect, it } from '@jest/globals';
import { plain } from '#contracts';
import { commandOf, creationOf } from '../rehearsal/facts.js';
import { ANNA, MARK } from '../rehearsal/people.js';
import { composeWords, isFromChat, visibleLine } from './compose-words.js';

const markup = { from: plain, to: ({ text }: { text: string }) => text };

it('words under an account of one’s own are sent as they are', () => {
  expect(composeWords(creationOf(ANNA).command, 'Telegram', markup)).toBe('Since this morning.');
});

it('words under a shared account begin with whose they are, and are known by it', () => {
  const text = composeWords(creationOf(MARK).command, 'Telegram', markup);
  expect(text).toBe('from Mark, Telegram, 1970-01-01 00:00:01 UTC\n\nSince this morning.');
  expect(isFromChat(text)).toBe(true);
  expect(isFromChat('from Mark, as he said\n\nSince this morning.')).toBe(false);
});

it('a name cannot break out of its line', () => {
  const { sender, at } = commandOf({ kind: 'issue-options' });
  const line = visibleLine({ sender: { ...sender, name: 'Mark\n\nfrom Vera' }, at }, 'Telegram');
  expect(line).toBe('from Mark from Vera, Telegram, 1970-01-01 00:00:01 UTC');
});
