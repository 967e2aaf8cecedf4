import type { Words } from '#contracts';
import { join, preview, suggestSubject } from '#text';
import type { Part } from './session.js';

/** From this length on a text was probably cut by the messenger (Bot API: 4096), and what follows continues it. */
const CUT_LENGTH = 4_000;
const PREVIEW_LENGTH = 120;

/** All parts of an utterance as one text with its marks, and all their files. */
export function joinParts(parts: readonly Part[]): Words {
  const texts = parts.map(({ text }) => text).filter(({ text }) => text.trim() !== '');
  const spaced = texts.flatMap((text, at) => {
    const before = texts[at - 1];
    if (!before) return [text];
    return [{ text: before.text.length >= CUT_LENGTH ? '\n' : '\n\n', marks: [] }, text];
  });
  return { text: join(spaced), files: parts.flatMap(({ files }) => files) };
}

/** A subject from the first words, or else the first file. */
export function proposeSubject(parts: readonly Part[]): string {
  const { text, files } = joinParts(parts);
  return suggestSubject(text.text) || files[0]?.name || '…';
}

/** The beginning of an utterance on one line. */
export const beginning = (parts: readonly Part[]): string => preview(joinParts(parts).text.text, PREVIEW_LENGTH);
