/** The last row of each key, in the order of keys: a statement can write a row once, and locks rows in one order. */
export function lastOfEach<T>(rows: readonly T[], key: (row: T) => string): T[] {
  const byKey = new Map(rows.map((row) => [key(row), row]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Times are whole milliseconds at rest. */
export const wholeMs = (ms: number) => Math.ceil(ms);
