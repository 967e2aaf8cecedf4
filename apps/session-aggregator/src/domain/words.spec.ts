import { describe, expect, it } from '@jest/globals';
import { messageId, plain, type Mark } from '#contracts';
import { file } from '../rehearsal/rehearsal.js';
import type { Part } from './session.js';
import { beginning, joinParts, proposeSubject } from './words.js';

const part = (text: string, more: Partial<Part> = {}): Part => ({
  message: messageId('1'),
  at: 0,
  text: plain(text),
  files: [],
  ...more,
});
const bold = (end: number): Mark => ({ kind: 'bold', start: 0, end });

describe('the words of an utterance', () => {
  it('are its parts with a blank line between, and their marks where they were', () => {
    const parts = [
      part('One'),
      part('', { files: [file('a')] }),
      part('Two', { text: { text: 'Two', marks: [bold(3)] } }),
    ];
    expect(joinParts(parts)).toEqual({
      text: { text: 'One\n\nTwo', marks: [{ kind: 'bold', start: 5, end: 8 }] },
      files: [file('a')],
    });
  });

  it('go on without a blank line where the messenger had cut them', () => {
    const long = 'x'.repeat(4_096);
    expect(joinParts([part(long), part('rest')]).text.text).toBe(`${long}\nrest`);
  });
});

describe('a proposed subject', () => {
  it('is the first sentence', () => {
    expect(proposeSubject([part('The shop is slow today. See the log.')])).toBe('The shop is slow today');
  });

  it('is the first file’s name where there are no words', () => {
    expect(proposeSubject([part('', { files: [file('log.txt')] })])).toBe('log.txt');
  });
});

it('the beginning of an utterance is one short line', () => {
  expect(beginning([part('One\ntwo'), part('three '.repeat(100))])).toMatch(/^One two three .{80,110}…$/);
});
