/** What is wider than a space, or something else: most lines have none. */
export const WIDER = /\s{2,}|[^\S ]/g;

/** Compared is what people see: neither empty lines nor the width of spaces count. */
export const linesOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .split(/\r?\n/)
    .map((line) => line.replaceAll(WIDER, ' ').trim())
    .filter(Boolean);

/** Whether these lines stand there, from that line on; `keys` are what the first of them may be known by. */
export const stand = (lines: readonly string[], there: readonly string[], from: number, keys: readonly string[]) =>
  keys.includes(lines[0] ?? '') && lines.every((line, i) => i === 0 || there[from + i] === line);
