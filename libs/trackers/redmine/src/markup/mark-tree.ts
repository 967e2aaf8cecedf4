import type { Mark, RichText } from '#contracts';

/** A stretch of words without marks of their own. */
export type Words = { start: number; end: number };
/** A text with its marks as a tree: marks nest and never cross. */
export type Node = Words | { mark: Mark; inside: readonly Node[] };

/** The outer of two marks over the same words is the one that comes first. */
export function markTree({ text, marks }: RichText): Node[] {
  const sorted = marks.filter(({ start, end }) => end > start).toSorted((a, b) => a.start - b.start || b.end - a.end);
  let next = 0;
  const build = (from: number, to: number): Node[] => {
    const nodes: Node[] = [];
    let at = from;
    for (let mark = sorted[next]; mark && mark.start < to; mark = sorted[next]) {
      next++;
      if (mark.start > at) nodes.push({ start: at, end: mark.start });
      nodes.push({ mark, inside: build(mark.start, mark.end) });
      at = mark.end;
    }
    if (to > at) nodes.push({ start: at, end: to });
    return nodes;
  };
  return build(0, text.length);
}
