import { toBytes, type TopicRecord } from '#contracts';
import { type Clock, laneOf, type Log, type Publishable } from '#lane';
import { byWhy, type Left, notOpen } from './left.js';
import type { StoredLetter } from './letter.js';
import { planReplay } from './plan-replay.js';
import type { Selection } from './selection.js';
import { type Claim, claimLetters, markReplayed } from './standings.js';
import { type Database, readLetters } from './stored-letters.js';

const PAGE = 200;
/** A broker takes about a megabyte at once. */
const MOST_BYTES = 900_000;
/** A log that was not spoken to before may have to be connected to first. */
const ANSWER_MS = 15_000;

/** What became of a replay. `not-acknowledged`: the log did not answer; the same again goes on where it stopped. */
export type Replayed = { kind: 'done' | 'not-acknowledged'; replayed: number; left: Left[] };

type Planned = Claim & { record: TopicRecord };

/**
 * Replays letters in the order in which what they are of began, so that a chat's keep theirs. A letter is claimed before its
 * record goes out, and the inbox knows the record's id: twice, or by two at once, makes one replay.
 */
export async function replayLetters(
  { db, log, clock }: { db: Database; log: Pick<Log, 'lanes' | 'publish'>; clock: Clock },
  selection: Selection,
  by: string,
): Promise<Replayed> {
  const stays: { why: string; number: number }[] = [];
  const missing = new Set('numbers' in selection ? selection.numbers : []);
  let replayed = 0;
  let after: StoredLetter | undefined;
  do {
    const letters = await readLetters(db, selection, { standing: ['open', 'replaying'], limit: PAGE, after });
    after = letters.length < PAGE ? undefined : letters.at(-1);
    const planned = letters.flatMap((letter): Planned[] => {
      const { number } = letter;
      const plan = planReplay(letter, clock.now());
      if (plan.kind === 'record') return [{ number, replay: plan.record.id, record: plan.record }];
      missing.delete(number);
      stays.push({ why: plan.why, number });
      return [];
    });
    const claimed = await claimLetters(db, planned, by, clock.now());
    for (const number of claimed) missing.delete(number);
    const ours = planned.filter(({ number }) => claimed.has(number));
    const published = await publish(log, clock, ours);
    await markReplayed(db, published);
    replayed += published.length;
    // What was not read yet is not known to be missing.
    if (published.length < ours.length) return { kind: 'not-acknowledged', replayed, left: byWhy(stays, 'stays') };
  } while (after);
  return { kind: 'done', replayed, left: [...byWhy(stays, 'stays'), ...notOpen(missing)] };
}

/** Those of which the log has the records: all, or the log does not answer. Nothing goes out behind what did not. */
async function publish(log: Pick<Log, 'lanes' | 'publish'>, clock: Clock, planned: readonly Planned[]) {
  const published: Planned[] = [];
  for (const batch of batches(planned, log.lanes)) {
    const sendBy = { wall: clock.now() + ANSWER_MS, monotonic: clock.monotonic() + ANSWER_MS };
    const { acknowledged } = await log.publish(
      batch.map(({ record }) => record),
      sendBy,
    );
    const there = batch.filter(({ record }) => acknowledged.has(record.id));
    published.push(...there.map(({ of }) => of));
    if (there.length < batch.length) break;
  }
  return published;
}

type Outgoing = { of: Planned; record: Publishable };

/** As much as a log takes at once. */
function batches(planned: readonly Planned[], lanes: number): Outgoing[][] {
  const all: Outgoing[][] = [];
  let room = 0;
  for (const of of planned) {
    const { id, topic } = of.record;
    const bytes = toBytes(of.record);
    if (room < bytes.value.length) room = all.push([]) && MOST_BYTES;
    room -= bytes.value.length;
    all.at(-1)?.push({ of, record: { ...bytes, id, topic, lane: laneOf(bytes.key, lanes) } });
  }
  return all;
}
