import type { Mark, RichText } from '#contracts';

/**
 * What stands directly before a mark, and directly after it: the empty string at the ends of the text. `first` and `last`
 * stand directly within it, `*` for the sign of another mark.
 */
export type Around = { before: string; first: string; last: string; after: string };
export type CanWrite = (mark: Mark, words: string, around: Around) => boolean;

/** Blocks stand on lines of their own. */
export const isBlock = ({ kind }: Mark): boolean => kind === 'pre' || kind === 'quote';

/**
 * A text whose marks can all be written: blocks on lines of their own, other marks on one line each and not around blanks,
 * and none that `canWrite` says no to. So words that no sign parts are known before any of them is escaped.
 */
export function writableMarks(rich: RichText, canWrite: CanWrite): RichText {
  const { text, marks } = blocksApart(rich);
  const pieces = joined(
    marks.flatMap((mark) => (isBlock(mark) || mark.kind === 'code' ? [mark] : lineByLine(text, mark))),
  );
  const [begun, ended] = [new Set<number>(), new Set<number>()];
  // From the inside out, as a sign inside is what an outer one stands beside.
  const inwards = pieces.toSorted((a, b) => a.start - b.start || b.end - a.end).toReversed();
  const written = inwards.filter((mark) => {
    if (isBlock(mark)) return true;
    const { start, end } = mark;
    const first = begun.has(start) ? '*' : text.charAt(start);
    const last = ended.has(end) ? '*' : text.charAt(end - 1);
    const around = { before: text.charAt(start - 1), first, last, after: text.charAt(end) };
    if (!canWrite(mark, text.slice(start, end), around)) return false;
    begun.add(start);
    ended.add(end);
    return true;
  });
  return { text, marks: written.toReversed() };
}

/** Code of several lines is a block, too. */
function blocksApart({ text, marks: given }: RichText): RichText {
  const marks = given.map((mark): Mark =>
    mark.kind === 'code' && text.slice(mark.start, mark.end).includes('\n') ? { ...mark, kind: 'pre' } : mark,
  );
  const breaks = new Set<number>();
  for (const { start, end } of marks.filter(isBlock)) {
    if (start > 0 && text.charAt(start - 1) !== '\n') breaks.add(start);
    if (end < text.length && text.charAt(end) !== '\n') breaks.add(end);
  }
  const added = [...breaks].toSorted((a, b) => a - b);
  const moved = marks.map((mark) => ({
    ...mark,
    start: mark.start + added.filter((at) => at <= mark.start).length,
    end: mark.end + added.filter((at) => at < mark.end).length,
  }));
  const lines = [0, ...added].map((from, i) => text.slice(from, added[i]));
  return { text: lines.join('\n'), marks: moved };
}

/** Two equal marks beside each other would be parted by signs of which nobody can tell what they belong to. */
function joined(marks: readonly Mark[]): Mark[] {
  const last = new Map<string, Mark>();
  const apart: Mark[] = [];
  for (const mark of marks.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const meaning = isBlock(mark) ? '' : `${mark.kind} ${mark.value ?? ''}`;
    const before = last.get(meaning);
    if (meaning !== '' && before?.end === mark.start && !marks.some((other) => parts(other, before, mark)))
      before.end = mark.end;
    else {
      const own = { ...mark };
      apart.push(own);
      last.set(meaning, own);
    }
  }
  return apart;
}

/** Whether a mark around one of two, and not the other, would cross what they become. */
const parts = (other: Mark, before: Mark, mark: Mark) =>
  (other.end === mark.start && other.start < before.start) || (other.start === mark.start && other.end > mark.end);

function lineByLine(text: string, mark: Mark): Mark[] {
  const pieces: Mark[] = [];
  for (let from = mark.start; from < mark.end;) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 ? mark.end : Math.min(newline, mark.end);
    const words = text.slice(from, to);
    const start = from + words.length - words.trimStart().length;
    const end = from + words.trimEnd().length;
    if (start < end) pieces.push({ ...mark, start, end });
    from = to + 1;
  }
  return pieces;
}
