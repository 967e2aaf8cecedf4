const WIDEST = 60;

const short = (text: string) => (text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text);

/** What others have written must not move the cursor of whoever reads it. */
export const visible = (text: string) => text.replaceAll(/\p{Cc}/gu, '\u{fffd}');

/** A time (ms) as it is printed, and read again where one is asked for: UTC, to the second. */
export const timeOf = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** Rows under their head, in columns; cells that are too wide are cut. */
export function asTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows.map((row) => row.map(visible).map(short))];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return all.map((row) => line(row).trimEnd()).join('\n');
}
