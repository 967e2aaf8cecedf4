const graphemes = new Intl.Segmenter();
/** A window wide enough for any character people write (a family emoji has 11 units). */
const WINDOW = 64;

/** The last place at or before `max` where no character (grapheme, or at worst code point) is split. */
export function characterBoundary(text: string, max: number): number {
  if (text.length <= max) return text.length;
  const from = Math.max(0, max - WINDOW);
  const nearby = Array.from(graphemes.segment(text.slice(from, max + WINDOW)), ({ index }) => from + index);
  const last = nearby.findLast((at) => at <= max && at > from);
  return last ?? (isInsidePair(text, max) ? max - 1 : max);
}

const isInsidePair = (text: string, at: number) =>
  /^[\uDC00-\uDFFF]/.test(text.slice(at)) && /[\uD800-\uDBFF]$/.test(text.slice(0, at));

/** Ends of phrases, the most welcome first: a paragraph, a line, a sentence, a word. */
const PHRASE_ENDS = [/\n\s*\n/g, /\n/g, /[.!?…。！？]["'»”)]*\s+/g, /\s+/g];

/** Where to break a text so that the first part has at most `max` units: the best end of a phrase in its second half. */
export function phraseBoundary(text: string, max: number): number {
  if (text.length <= max) return text.length;
  const window = text.slice(0, max + 1);
  for (const end of PHRASE_ENDS) {
    const last = [...window.matchAll(end)].findLast((match) => match.index <= max && match.index > max / 2);
    if (last) return last.index + last[0].trimEnd().length;
  }
  return characterBoundary(text, max);
}
