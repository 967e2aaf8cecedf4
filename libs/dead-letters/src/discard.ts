import type { Clock } from '#lane';
import { discardReplaying } from './discard-replaying.js';
import { byWhy, type Left, notOpen } from './left.js';
import type { Selection } from './selection.js';
import { slicesOf } from './slices.js';
import { discardLetters } from './standings.js';
import { type Database, readLetters, readOpen } from './stored-letters.js';

const SLICE = 1_000;
/** Whoever began a replay so long ago has ended, or broken off. */
const OVER_AFTER_MS = 60_000;

/** How many were discarded, and which were left, by why. */
export type Discarded = { discarded: number; left: Left[] };

type Parts = { db: Database; log: { lanes: number }; clock: Clock };

/** When a replay must have begun to be over by now (ms). */
export const overSince = (clock: Clock) => clock.now() - OVER_AFTER_MS;

/** Discards what is open of a selection, and what is stuck in a replay that is over, a slice at a time. */
export async function discardOpen(
  { db, log, clock }: Parts,
  selection: Selection,
  by: { by: string; why: string },
): Promise<Discarded> {
  const named = 'numbers' in selection;
  const decision = { ...by, at: clock.now() };
  const missing = new Set(named ? selection.numbers : (await readOpen(db, selection, overSince(clock))).numbers);
  const wanted = [...missing];
  for (let from = 0; from < wanted.length; from += SLICE)
    for (const number of await discardLetters(db, wanted.slice(from, from + SLICE), decision)) missing.delete(number);
  let discarded = wanted.length - missing.size;

  const stays: { why: string; number: number }[] = [];
  const arrived: { why: string; number: number }[] = [];
  const stuck = { standing: ['replaying'], begunBefore: overSince(clock) } as const;
  const selected = { numbers: [...missing] };
  for await (const letters of missing.size === 0 ? [] : slicesOf(db, selected, stuck)) {
    const ended = await discardReplaying(db, log.lanes, letters, decision);
    discarded += ended.discarded.length;
    stays.push(...ended.stays);
    arrived.push(...ended.arrived.map((number) => ({ number, why: 'its replay has arrived' })));
    const told = [...ended.discarded, ...ended.arrived, ...ended.stays.map(({ number }) => number)];
    for (const number of told) missing.delete(number);
  }

  const going = missing.size === 0 ? [] : await readUnderWay(db, missing);
  for (const { number } of going) missing.delete(number);
  const left = [...byWhy(stays, 'stays'), ...byWhy(arrived, 'arrived'), ...byWhy(going, 'under-way')];
  return { discarded, left: named ? [...left, ...notOpen(missing)] : left };
}

async function readUnderWay(db: Database, numbers: ReadonlySet<number>) {
  const page = { standing: ['replaying'] as const, limit: numbers.size, brief: true };
  const letters = await readLetters(db, { numbers: [...numbers] }, page);
  return letters.map(({ number }) => ({ number, why: 'its replay began less than a minute ago' }));
}
