import type { RichText } from '#contracts';

/** A stretch of a text, in UTF-16 units. Marks that reach over its edges are cut there; what is left of none vanishes. */
export function slice(rich: RichText, start: number, end = rich.text.length): RichText {
  const text = rich.text.slice(start, end);
  const marks = rich.marks.flatMap((mark) => {
    const from = Math.max(0, mark.start - start);
    const to = Math.min(text.length, mark.end - start);
    return from < to ? [{ ...mark, start: from, end: to }] : [];
  });
  return { text, marks };
}
