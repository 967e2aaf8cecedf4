import { append } from './append.js';
import type { Extra } from './explain.js';
import { linesOf, stand } from './lines.js';
import type { Told, Written } from './put-in.js';
import type { Item } from './seen.js';

/** Everything written in the same words. */
type Words = {
  lines: readonly string[];
  example: Written;
  /** May stand there, by account. */
  allowed: Map<string, number>;
  /** Is missing where it belongs. */
  missing: Written[];
};

export type SettledExtras = {
  doubled: { words: Written; item: Item }[];
  /** Lost where they belong, and found here. */
  elsewhere: Map<Written, Item>;
};

/**
 * What the lines are that no one's words account for: words of which the person was told that they may not come, words that
 * are missing elsewhere, or words that are there already. Lines nobody wrote are of no concern.
 */
export function settleExtras(
  extra: readonly Extra<Item>[],
  written: readonly Written[],
  lost: ReadonlySet<Written>,
  fateOf: (message: Written) => Told['as'] | undefined,
): SettledExtras {
  const words = wordsBeginning(new Set(extra.map(lineOf)), written, lost, fateOf);
  const settled: SettledExtras = { doubled: [], elsewhere: new Map() };
  let behind: { item: Item; line: number } | undefined;
  for (const one of extra) {
    const { sight, line } = one;
    if (behind?.item === sight.what && line < behind.line) continue;
    const key = lineOf(one);
    const found = words.get(key)?.find(({ lines }) => stand(lines, sight.lines, line, [key]));
    if (!found) continue;
    behind = { item: sight.what, line: line + found.lines.length };
    settle(found, sight.what, settled);
  }
  return settled;
}

function settle({ allowed, missing, example }: Words, item: Item, settled: SettledExtras): void {
  const may = allowed.get(item.account) ?? 0;
  const mine = missing.findIndex(({ account }) => account === item.account);
  const [other] = may > 0 ? [] : missing.splice(Math.max(0, mine), 1);
  if (may > 0) allowed.set(item.account, may - 1);
  else if (other) settled.elsewhere.set(other, item);
  else settled.doubled.push({ words: example, item });
}

/** By first line, the longest first: "yes" also begins "yes / it works", which is another message. */
function wordsBeginning(
  firstLines: ReadonlySet<string>,
  written: readonly Written[],
  lost: ReadonlySet<Written>,
  fateOf: (message: Written) => Told['as'] | undefined,
): Map<string, Words[]> {
  const byText = new Map<string, Words>();
  const byFirst = new Map<string, Words[]>();
  if (firstLines.size === 0) return byFirst;
  for (const message of written) {
    const lines = linesOf(message.text);
    if (!firstLines.has(lines[0] ?? '')) continue;
    const text = lines.join('\n');
    const words: Words = byText.get(text) ?? { lines, example: message, allowed: new Map(), missing: [] };
    if (!byText.has(text)) append(byFirst, lines[0] ?? '', words);
    byText.set(text, words);
    if (lost.has(message)) words.missing.push(message);
    const fate = fateOf(message);
    const times = fate === undefined ? 0 : fate === 'asked' ? 2 : 1;
    words.allowed.set(message.account, (words.allowed.get(message.account) ?? 0) + times);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.lines.length - a.lines.length);
  return byFirst;
}

const lineOf = ({ sight, line }: Extra<Item>) => sight.lines[line] ?? '';
