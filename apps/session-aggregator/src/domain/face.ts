import type { Button, Phrase } from '#contracts';
import { phrase } from '#wording';
import type { Verb } from './press-token.js';
import type { Part } from './session.js';
import { beginning } from './words.js';

/** What a slot shows. */
export type Face = { lines: Phrase[]; buttons: Button[][] };
/** Makes the buttons of one dialog's turn. */
export type ButtonMaker = (label: Button['label'], verb: Verb, arg?: number) => Button;

/** The words and files of an utterance in one line; none for an utterance without either. */
export function previewLines(parts: readonly Part[]): Phrase[] {
  const words = beginning(parts);
  const count = parts.reduce((sum, { files }) => sum + files.length, 0);
  if (words && count) return [phrase('preview.both', { words, count })];
  if (words) return [phrase('preview.words', { words })];
  return count ? [phrase('preview.files', { count })] : [];
}

/** ‹ 2 of 7 › under a list of several pages. */
export function pager(page: number, pages: number, button: ButtonMaker): Button[][] {
  if (pages < 2) return [];
  const previous = page > 0 ? [button(phrase('button.previous'), 'page', page - 1)] : [];
  const next = page + 1 < pages ? [button(phrase('button.next'), 'page', page + 1)] : [];
  return [[...previous, button(phrase('button.page', { page: page + 1, pages }), 'page', page), ...next]];
}
