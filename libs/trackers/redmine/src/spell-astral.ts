import { emojiToName } from 'gemoji';
import { plain, type RichText } from '#contracts';
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
export const spellAstral = (text: string, spelling: Spelling): string => spellMarked(plain(text), spelling).text;

/** The same of words with marks, before they become markup: in that, a blank more or less means something. */
export function spellMarked({ text, marks }: RichText, spelling: Spelling): RichText {
  if (spelling === 'keep' || !ASTRAL.test(text)) return { text, marks };
  const segments = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const spelled = spelling === 'strip' ? stripped(segments) : segments.map(named);
  // Nothing but emoji: better named than nothing at all, which no subject may be.
  if (spelled.join('').trim() === '') return spellMarked({ text, marks }, 'shortcode');
  const moved = new Map<number, number>();
  let [from, to] = [0, 0];
  segments.forEach((segment, i) => {
    for (let within = 0; within < segment.length; within++) moved.set(from + within, to);
    from += segment.length;
    to += spelled[i]?.length ?? 0;
  });
  const at = (index: number) => moved.get(index) ?? to;
  return {
    text: spelled.join(''),
    marks: marks.map((mark) => ({ ...mark, start: at(mark.start), end: at(mark.end) })).filter(isThere),
  };
}

const isThere = ({ start, end }: { start: number; end: number }) => start < end;
const named = (segment: string) => (ASTRAL.test(segment) ? shortcode(segment) : segment);

/** Of two blanks, or of one at an end of the line, that stood around what is left out, one goes with it. */
function stripped(segments: readonly string[]): string[] {
  const kept = [...segments];
  let last = -1;
  for (let i = 0; i < segments.length; i++) {
    if (!ASTRAL.test(segments[i] ?? '')) {
      if (kept[i] !== '') last = i;
      continue;
    }
    kept[i] = '';
    const [before, after] = [kept[last], segments[i + 1]];
    if (after !== undefined && ASTRAL.test(after)) continue;
    if (isBlank(after) && (before === undefined || isEnd(before) || isBlank(before))) kept[i + 1] = '';
    else if (isBlank(before) && (after === undefined || isEnd(after))) kept[last] = '';
  }
  return kept;
}

const isBlank = (segment: string | undefined) => segment === ' ' || segment === '\t';
const isEnd = (segment: string) => segment.endsWith('\n');

function shortcode(grapheme: string): string {
  const plain = grapheme.replace(VARIANTS, '');
  const name = emojiToName[grapheme] ?? emojiToName[plain] ?? emojiToName[`${plain}\uFE0F`];
  if (name) return `:${name}:`;
  return Array.from(grapheme, (letter) => (ASTRAL.test(letter) ? codePoint(letter) : letter)).join('');
}

const codePoint = (letter: string) => `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`;
