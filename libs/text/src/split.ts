import type { RichText } from '#contracts';
import { phraseBoundary } from './boundary.js';
import { slice } from './slice.js';

/**
 * Splits a text into parts of at most `max` UTF-16 units (`max` ≥ 2), at the ends of paragraphs, lines, sentences or
 * words, else between characters. Only white space at the breaks is lost. Marks that span a break go on in the next part:
 * a `pre` stays a `pre`, a link keeps its address. No part is blank; a blank text has no parts.
 */
export function splitText(rich: RichText, max: number): RichText[] {
  const parts: RichText[] = [];
  let rest = trimEnd(rich);
  while (rest.text.trim() !== '') {
    const at = phraseBoundary(rest.text, max);
    const part = trimEnd(slice(rest, 0, at));
    if (part.text !== '') parts.push(part);
    rest = slice(rest, at + leadingBreak(rest.text.slice(at)));
  }
  return parts;
}

const trimEnd = (rich: RichText) => slice(rich, 0, rich.text.trimEnd().length);

/** The white space a break swallows: up to the last line end in it, so that an indented line keeps its indent. */
const leadingBreak = (text: string) => (/^\s*\n/.exec(text) ?? /^\s*/.exec(text) ?? [''])[0].length;
