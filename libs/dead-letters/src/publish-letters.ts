import { toBytes, type TopicRecord } from '#contracts';
import { type Clock, laneOf, type Log, LogError, type Publishable } from '#lane';
import type { Held } from './held.js';
import type { StoredLetter } from './letter.js';
import type { Claim } from './standings.js';

/** A broker takes about a megabyte at once. */
const MOST_BYTES = 900_000;
/** A log that was not spoken to before may have to be connected to first. */
const ANSWER_MS = 15_000;

/** A letter, as it was read, and the record it goes into the log as. */
export type Planned = Claim & { letter: StoredLetter; record: TopicRecord };

/** `back`: the log certainly has no record of these. `answered`: nothing is left of which that cannot be told. */
export type Published = { published: Planned[]; back: Planned[]; answered: boolean };

/**
 * Sends records in their order. Nothing goes out behind what the log did not answer; behind what is too large for it, all but
 * what has its place after that.
 */
export async function publishLetters(
  { log, clock }: { log: Pick<Log, 'lanes' | 'publish'>; clock: Clock },
  planned: readonly Planned[],
  held: Held,
): Promise<Published> {
  const published: Planned[] = [];
  const back: Planned[] = [];
  /** Of a replay that broke off, or of several that went out at once, the log may have records. */
  const mayBeThere = new Set(planned.filter(({ letter }) => letter.standing === 'replaying'));
  const waiting = batches(planned, log.lanes);
  for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
    const { true: kept = [], false: going = [] } = Object.groupBy(batch, ({ of }) => `${held.keeps(of.letter)}`);
    back.push(...kept.flatMap(({ of }) => (mayBeThere.has(of) ? [] : [of])));
    const sendBy = { wall: clock.now() + ANSWER_MS, monotonic: clock.monotonic() + ANSWER_MS };
    const { acknowledged, error } = await log.publish(
      going.map(({ record }) => record),
      sendBy,
    );
    const missing = going.filter(({ record }) => !acknowledged.has(record.id));
    published.push(...going.flatMap(({ of, record }) => (acknowledged.has(record.id) ? [of] : [])));
    const [first] = missing;
    if (!first) continue;
    if (!(error instanceof LogError) || error.kind !== 'too-large') return { published, back, answered: false };
    if (going.length === 1) {
      held.tooLarge(first.of.letter);
      back.push(first.of);
      continue;
    }
    // Of several it is not told which one it is.
    for (const { of } of missing) mayBeThere.add(of);
    waiting.unshift(...missing.map((one) => [one]));
  }
  return { published, back, answered: true };
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
