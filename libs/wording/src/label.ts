import type { Button, Phrase } from '#contracts';
import { render, type Reader } from './render.js';

/** Longest label, in characters as people count them: two fit beside each other on a phone. */
export const MAX_LABEL = 23;

const graphemes = new Intl.Segmenter();
/** ASCII without line breaks: each unit is a character. */
const PLAIN = /^[ -~]*$/;
const characters = (text: string) =>
  PLAIN.test(text) ? text.split('') : Array.from(graphemes.segment(text), ({ segment }) => segment);

/** What stands on a button. Too long, the longest text put into the phrase is cut until the label fits. */
export function renderLabel(label: Button['label'], reader: Reader): string {
  if (typeof label === 'string') return cut(label, MAX_LABEL);
  const whole = render(label, reader).text;
  // A character has one unit of text at least.
  if (whole.length <= MAX_LABEL) return whole;
  const over = characters(whole).length - MAX_LABEL;
  return over > 0 ? cut(render(shorten(label, over), reader).text, MAX_LABEL) : whole;
}

function shorten(phrase: Phrase, over: number): Phrase {
  const texts = Object.entries(phrase.with ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const [longest] = texts.toSorted(([, a], [, b]) => b.length - a.length);
  if (!longest) return phrase;
  const [place, text] = longest;
  return { ...phrase, with: { ...phrase.with, [place]: cut(text, Math.max(1, characters(text).length - over)) } };
}

/** At most `max` characters, the last an ellipsis where something is missing. */
function cut(text: string, max: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= max) return line;
  const all = characters(line);
  return all.length <= max
    ? all.join('')
    : `${all
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}
