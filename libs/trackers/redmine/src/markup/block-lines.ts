import type { Mark, RichText } from '#contracts';

/** One line of a text as it will be shown, and the block it belongs to. */
export type BlockLine = { line: RichText; block?: Pick<Mark, 'kind' | 'value'> | undefined };

/** More than a person reads in a chat: beyond this a text is shown as it stands. */
export const MAX_MARKUP = 64 * 1024;

/** Puts lines together; a run of lines of one block becomes one mark around them. */
export function joinLines(lines: readonly BlockLine[]): RichText {
  let text = '';
  const marks: Mark[] = [];
  const blocks: Mark[] = [];
  let running: { start: number; block: BlockLine['block'] } | undefined;
  const end = () => {
    if (running?.block && text.length > running.start) {
      blocks.push({ ...running.block, start: running.start, end: text.length });
    }
    running = undefined;
  };
  lines.forEach(({ line, block }, i) => {
    if (running?.block !== block) end();
    if (i > 0) text += '\n';
    running ??= { start: text.length, block };
    const at = text.length;
    for (const mark of line.marks) marks.push({ ...mark, start: mark.start + at, end: mark.end + at });
    text += line.text;
  });
  end();
  return { text, marks: [...blocks, ...marks].toSorted((a, b) => a.start - b.start || b.end - a.end) };
}

/** A whole line in one mark. */
export function markedLine({ text, marks }: RichText, kind: Mark['kind']): RichText {
  return text === '' ? { text, marks } : { text, marks: [{ kind, start: 0, end: text.length }, ...marks] };
}

/** Something before a line that is not part of its marks. */
export const prefixed = (prefix: string, { text, marks }: RichText): RichText => ({
  text: prefix + text,
  marks: marks.map((mark) => ({ ...mark, start: mark.start + prefix.length, end: mark.end + prefix.length })),
});

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/iy;

/** The character reference at `at`, if one stands there. */
export function referenceAt(text: string, at: number): { length: number; char: string } | undefined {
  REFERENCE.lastIndex = at;
  const [whole, decimal, hex, name] = REFERENCE.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const point = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
  const char = point === undefined ? NAMED[name ?? ''] : fromPoint(point);
  return char === undefined ? undefined : { length: whole.length, char };
}

const NO_BREAK_SPACE = 160;
const fromPoint = (point: number) =>
  point === NO_BREAK_SPACE
    ? ' '
    : point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
      ? String.fromCodePoint(point)
      : undefined;
