import { linesOf } from '#history';

/** How often each of these texts stands in the items, as whole lines in a row. */
export function occurrences(texts: Iterable<string>, items: Iterable<string>): Map<string, number> {
  const wanted = [...new Set(texts)]
    .map((text) => ({ text, lines: linesOf(text) }))
    .filter(({ lines }) => lines.length > 0);
  // The longest first: "yes" also begins "yes / it works", which is another message.
  wanted.sort((a, b) => b.lines.length - a.lines.length);
  const byFirst = Map.groupBy(wanted, ({ lines }) => lines[0] ?? '');
  const found = new Map<string, number>();
  for (const item of items) {
    const lines = linesOf(item);
    for (let at = 0; at < lines.length;) {
      const here = byFirst.get(lines[at] ?? '')?.find((one) => one.lines.every((line, i) => lines[at + i] === line));
      if (here) found.set(here.text, (found.get(here.text) ?? 0) + 1);
      at += here?.lines.length ?? 1;
    }
  }
  return found;
}
