import { append } from './append.js';
import type { Deed, Owned } from './ownership.js';
import type { Verdict } from './verdict.js';

/** What was committed before its ownership ended, a node may still publish and send for so long (`sendBy`). */
const SEND_WITHIN_MS = 2_000;

/** A node's time as owner; `until` the next one's began. */
type Term = { from: number; until: number };

/** What nodes did for lanes that were no longer theirs, or never had been. */
export function* judgeOwnership(owned: readonly Owned[], deeds: readonly Deed[]): Iterable<Verdict> {
  const terms = termsOf(owned);
  for (const deed of deeds) {
    const { topic, lane, node, at, what, about } = deed;
    const term = terms.get(keyOf(deed))?.findLast(({ from }) => from <= at);
    const until = term && term.until + (what === 'committed' ? 0 : SEND_WITHIN_MS);
    if (until !== undefined && at <= until) continue;
    const since = term ? `${at - term.until} ms after another node had taken it` : 'but never had it';
    yield { kind: 'stale', sentence: `${node} ${what} for lane ${lane} of ${topic}, ${since}: ${about}` };
  }
}

function termsOf(owned: readonly Owned[]): Map<string, Term[]> {
  const terms = new Map<string, Term[]>();
  const current = new Map<string, Term & { node: string }>();
  for (const one of owned) {
    const lane = `${one.topic} ${one.lane}`;
    const before = current.get(lane);
    if (before?.node === one.node) continue;
    if (before) before.until = one.from;
    const term = { from: one.from, until: Infinity, node: one.node };
    current.set(lane, term);
    append(terms, keyOf(one), term);
  }
  return terms;
}

const keyOf = ({ topic, lane, node }: Pick<Owned, 'topic' | 'lane' | 'node'>) => `${topic} ${lane} ${node}`;
