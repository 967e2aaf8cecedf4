import type { Mark, RichText } from '#contracts';

/** The same marks, `by` units further on. */
export const shiftMarks = (marks: readonly Mark[], by: number): Mark[] =>
  marks.map((mark) => ({ ...mark, start: mark.start + by, end: mark.end + by }));

/** One text of many, `between` them. Marks keep their words; those of `between` it has none. */
export function join(parts: readonly RichText[], between = ''): RichText {
  let text = '';
  const marks: Mark[] = [];
  let isFirst = true;
  for (const part of parts) {
    if (!isFirst) text += between;
    isFirst = false;
    if (part.marks.length > 0) marks.push(...shiftMarks(part.marks, text.length));
    text += part.text;
  }
  return { text, marks };
}
