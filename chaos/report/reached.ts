import type { Written } from '#history';
import type { Exchange } from '#testkit/proxies';
import { marksIn } from '../../bench/load/bodies.js';
import { percentiles } from '../../bench/measure/percentiles.js';
import type { Published } from '../ground/hear-publishing.js';
import type { Taken } from '../ground/inbox-book.js';
import type { LaneEntry } from '../ground/lane-book.js';
import type { Asked } from '../seen/watch-chats.js';
import type { Node } from '../ground/nodes.js';
import type { Struck } from '../strikes/strike-on.js';

/** So long a strike may be felt. */
const AFTER_MS = 2_000;

/** Words that were said, and how long until they were seen to be on their way, in ms. */
export type Way = { at: number; ms: number };

/** From when words were said until a write with them first arrived at the tracker, or until it was asked in their chat where they belong, in ms. */
export function waysOut(written: readonly Written[], tracker: readonly Exchange[], asked: readonly Asked[]): Way[] {
  const arrived = new Map<number, number>();
  for (const { at, body } of tracker) {
    for (const mark of marksIn(body)) arrived.set(mark, Math.min(at, arrived.get(mark) ?? Infinity));
  }
  const questions = Map.groupBy(asked, ({ chat }) => chat);
  return [...Map.groupBy(written, ({ chat }) => chat)].flatMap(([chat, all]) =>
    all.flatMap(({ at, text }, i) => {
      const [mark = -1] = marksIn(text);
      const next = all[i + 1]?.at ?? Infinity;
      const question = questions.get(chat)?.find((one) => one.at > at && one.at < next);
      const out = Math.min(arrived.get(mark) ?? Infinity, question?.at ?? Infinity);
      return out === Infinity ? [] : [{ at, ms: out - at }];
    }),
  );
}

/** What was struck while these were on their way, or shortly before, by kind; undefined: nothing was. */
export function struckDuring(
  ways: readonly Way[],
  struck: readonly Struck[],
): ReadonlyMap<Struck['kind'] | undefined, number> {
  const kinds = ways.flatMap(({ at, ms }) => {
    const during = struck.filter(({ from, to }) => from < at + ms && to > at - AFTER_MS);
    return during.length > 0 ? [...new Set(during.map(({ kind }) => kind))] : [undefined];
  });
  return new Map([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]));
}

/** When each record was published first, by its id. */
export const publishedAt = (published: readonly Published[]): ReadonlyMap<string, number> =>
  new Map(published.toReversed().flatMap(({ at, ids }) => ids.map((id) => [id, at])));

/** How long each record took from being published first until its lane had taken it in, in ms. */
export function delaysOf(published: readonly Published[], taken: readonly Taken[]): number[] {
  const at = publishedAt(published);
  return taken.flatMap((one) => {
    const from = at.get(one.id);
    return from === undefined ? [] : [Math.max(0, one.at - from)];
  });
}

/** Lanes that were taken from nodes while those were stopped, and of how many stops any was; a gateway has none. */
export function successions(struck: readonly Struck[], book: readonly LaneEntry[], nodes: readonly Node[]) {
  const taken = struck
    .filter(({ kind }) => kind === 'node-stopped')
    .map((one) => ({ ...one, node: nodes.find(({ name }) => name === one.node) }))
    .filter(({ node }) => node?.service !== 'gateway')
    .map(({ node, from, to }) => {
      const address = node?.address;
      return book.filter((entry, i) => {
        if (entry.what !== 'took' || entry.at < from || entry.at > to || entry.address === address) return false;
        const before = book.slice(0, i).findLast((one) => one.what === 'took' && isSameLane(one, entry));
        return before?.address === address;
      }).length;
    });
  return { stops: taken.length, succeeded: taken.filter((lanes) => lanes > 0).length, lanes: sum(taken) };
}

/**
 * How long after each restart of Postgres its slowest lane took in the first of what waited for it, in ms. What was published
 * later still waited from then on; a lane that nothing came for is not known to be slow.
 */
export function resumptions(
  struck: readonly Struck[],
  published: readonly Published[],
  taken: readonly Taken[],
): number[] {
  const at = publishedAt(published);
  const lanes = [...Map.groupBy(taken, ({ topic, lane }) => `${topic}/${lane}`).values()].map((all) =>
    all.toSorted((a, b) => a.at - b.at),
  );
  return struck.flatMap(({ kind, to }) => {
    if (kind !== 'postgres-restarted') return [];
    const waited = lanes.flatMap((lane) => {
      const next = lane.find((one) => one.at > to);
      return next ? [next.at - Math.max(to, at.get(next.id) ?? next.at)] : [];
    });
    return waited.length > 0 ? [Math.max(0, ...waited)] : [];
  });
}

/** "2.1 s, 6.1 s of 99 in a hundred, 8.4 s at worst (17, 2 of them after more than 5 s)", of times in ms. */
export function inSeconds(times: readonly number[], limitMs = Infinity): string {
  if (times.length === 0) return 'nothing (0)';
  const { p50, p99, max } = percentiles(times);
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  const over = times.filter((ms) => ms > limitMs).length;
  const late = limitMs === Infinity ? '' : `, ${over} of them after more than ${limitMs / 1_000} s`;
  return `${seconds(p50)}, ${seconds(p99)} of 99 in a hundred, ${seconds(max)} at worst (${times.length}${late})`;
}

const isSameLane = (one: LaneEntry, other: LaneEntry) => one.topic === other.topic && one.lane === other.lane;
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
