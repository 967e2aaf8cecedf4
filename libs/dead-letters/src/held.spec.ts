import { describe, expect, it } from '@jest/globals';
import type { TopicName } from '#contracts';
import { createHeld } from './held.js';

let count = 0;
const letter = (chat: string | undefined, key: string, topic: TopicName = 'tracker-work') => ({
  ...{ number: (count += 1), chat, topic, key },
});

describe('a letter that is too large', () => {
  it('holds what comes after it in its chat, whatever that is for', () => {
    const held = createHeld();
    held.tooLarge(letter('7', 'a'));
    expect(held.keeps(letter('7', 'session', 'session-events'))).toBe(true);
    expect(held.keeps(letter('8', 'b'))).toBe(false);
  });

  it('holds what has its place after it under the same key of the same topic, also of no chat', () => {
    const held = createHeld();
    held.tooLarge(letter(undefined, 'a'));
    expect(held.keeps(letter(undefined, 'a', 'deliveries'))).toBe(false);
    expect(held.keeps(letter('8', 'a'))).toBe(true);
    expect(held.keeps(letter(undefined, 'b'))).toBe(false);
  });

  it('holds what comes after what it holds, and is named by all of it', () => {
    const held = createHeld();
    const [large, inChat, onIssue] = [letter('7', 'a'), letter('7', 'b'), letter('8', 'b')];
    held.tooLarge(large);
    expect([inChat, onIssue].map(held.keeps)).toEqual([true, true]);
    expect(held.left()).toMatchObject([
      { kind: 'too-large', numbers: [large.number] },
      {
        kind: 'behind',
        why: `it comes after ${large.number}, which is too large`,
        numbers: [inChat.number, onIssue.number],
      },
    ]);
  });
});
