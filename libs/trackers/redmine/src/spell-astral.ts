import { emojiToName } from 'gemoji';
import type { RedmineConfig } from './config.js';

/**
 * Characters beyond U+FFFF, which a MySQL database in `utf8` cannot store: it answers 500, or keeps what stands before
 * the first of them (facts: Redmine #31921). Redmine tells nobody what its database is.
 */
const ASTRAL = /[\u{10000}-\u{10FFFF}]/u;
/** Skin tones, and the sign that asks for the coloured form. */
const VARIANTS = /[\u{1F3FB}-\u{1F3FF}]|\uFE0F/gu;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export type Spelling = 'keep' | 'shortcode' | 'strip';

/**
 * How the words of an attempt are spelled. `auto` never sends twice by itself (an adapter sends a write once); it is the
 * core that sends again, after it has looked and found nothing, and that second sending is the careful one.
 */
export function spellingOf(emoji: RedmineConfig['emoji'], attempt: number): Spelling {
  if (emoji !== 'auto') return emoji;
  return attempt > 1 ? 'shortcode' : 'keep';
}

/** Pure; spelling a text twice gives what spelling it once gives. */
export function spellAstral(text: string, spelling: Spelling): string {
  if (spelling === 'keep' || !ASTRAL.test(text)) return text;
  let spelled = '';
  for (const { segment } of graphemes.segment(text)) {
    spelled += ASTRAL.test(segment) ? (spelling === 'strip' ? '' : shortcode(segment)) : segment;
  }
  if (spelling === 'shortcode') return spelled;
  const stripped = spelled.replace(/[ \t]{2,}/g, ' ').replace(/[ \t]+$/gm, '');
  // Nothing but emoji: better named than nothing at all, which no subject may be.
  return stripped.trim() === '' ? spellAstral(text, 'shortcode') : stripped;
}

function shortcode(grapheme: string): string {
  const plain = grapheme.replace(VARIANTS, '');
  const name = emojiToName[grapheme] ?? emojiToName[plain] ?? emojiToName[`${plain}\uFE0F`];
  if (name) return `:${name}:`;
  return Array.from(grapheme, (letter) => (ASTRAL.test(letter) ? codePoint(letter) : letter)).join('');
}

const codePoint = (letter: string) => `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`;
