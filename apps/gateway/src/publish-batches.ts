import { toBytes, type TopicRecord } from '#contracts';
import { type Clock, type Log, laneOf, type Publishable } from '#lane';

/** The log did not acknowledge in time: the sender is to come back. */
export class NotAcknowledged extends Error {
  override readonly name = 'NotAcknowledged';
}

/** How long whoever brings something waits for the log; messengers wait longer (Telegram: 60 s). */
const WITHIN_MS = 5_000;
/** Of one request to the log. Kafka's brokers take 1 MiB a batch. */
const MOST_AT_ONCE = { records: 1_000, bytes: 900_000 };
/** More would only wait longer, and fill memory: whoever brings it keeps it. */
const MOST_HELD = { records: 20_000, bytes: 64 * 1_048_576 };
/** A request to the log that is under way for so long has met a broker that hangs; */
const HANGS_MS = 1_000;
/** for so long, then, each lane goes by itself, so that nobody waits for another's broker. */
const APART_MS = 30_000;

/** What somebody brought for one lane. */
type Part = { lane: string; records: readonly Publishable[]; bytes: number; answer: (error?: Error) => void };

/**
 * Publishes what many requests bring in batches, one in flight: while one is on its way, the next gathers. After trouble it is one in
 * flight for each lane. Resolves only once the log has acknowledged every record of the request; rejects with `NotAcknowledged` after
 * 5 s at the latest. Never retries, since the sender does, and what it tells again is the same record.
 */
export function createPublishing(log: Pick<Log, 'lanes' | 'publish'>, clock: Clock) {
  const waiting = new Set<Part>();
  const held = { records: 0, bytes: 0 };
  /** Lanes of what is in flight: what comes later for them waits. */
  const busy = new Set<string>();
  let inFlight = 0;
  let lastBegan = 0;
  let apartUntil = -Infinity;
  let departs = false;

  function hold({ records, bytes }: Part, sign: 1 | -1): void {
    held.records += sign * records.length;
    held.bytes += sign * bytes;
  }

  function depart(): void {
    departs = false;
    const now = clock.monotonic();
    if (inFlight > 0 && now - lastBegan > HANGS_MS) apartUntil = now + APART_MS;
    if (now < apartUntil) {
      for (const [lane, own] of Map.groupBy(waiting, (part) => part.lane))
        if (!busy.has(lane)) void carry(batchOf(own));
    } else if (inFlight === 0 && waiting.size > 0) void carry(batchOf(waiting));
  }

  async function carry(batch: readonly Part[]): Promise<void> {
    const lanes = new Set(batch.map(({ lane }) => lane));
    for (const part of batch) waiting.delete(part);
    for (const lane of lanes) busy.add(lane);
    inFlight += 1;
    lastBegan = clock.monotonic();
    const records = batch.flatMap((part) => part.records);
    const sendBy = { wall: clock.now() + WITHIN_MS, monotonic: lastBegan + WITHIN_MS };
    const { acknowledged, error } = await log.publish(records, sendBy).catch((thrown: Error) => {
      return { acknowledged: new Set<string>(), error: thrown };
    });
    inFlight -= 1;
    for (const lane of lanes) busy.delete(lane);
    if (error) apartUntil = clock.monotonic() + APART_MS;
    for (const part of batch) {
      hold(part, -1);
      const known = part.records.every(({ id }) => acknowledged.has(id));
      part.answer(known ? undefined : new NotAcknowledged('the log did not acknowledge', { cause: error }));
    }
    depart();
  }

  function giveBack(part: Part, why: string): void {
    if (waiting.delete(part)) hold(part, -1);
    part.answer(new NotAcknowledged(why));
  }

  return {
    async publish(records: readonly TopicRecord[]): Promise<void> {
      if (records.length === 0) return;
      const publishable = records.map((record) => toPublishable(record, log.lanes));
      const bytes = bytesOf(publishable);
      if (held.records + records.length > MOST_HELD.records || held.bytes + bytes > MOST_HELD.bytes) {
        throw new NotAcknowledged('too much is waiting for the log');
      }
      const parts = [...Map.groupBy(publishable, ({ topic, lane }) => `${topic}/${lane}`)].map(([lane, own]) => {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        const answer = (error?: Error) => (error ? reject(error) : resolve());
        return { promise, part: { lane, records: own, bytes: bytesOf(own), answer } };
      });
      for (const { part } of parts) {
        hold(part, 1);
        waiting.add(part);
      }
      const cancel = clock.after(WITHIN_MS, () => {
        for (const { part } of parts) giveBack(part, 'the log took too long');
      });
      if (!departs) {
        departs = true;
        // What arrives at the same time goes together.
        clock.after(0, depart);
      }
      await Promise.all(parts.map(({ promise }) => promise)).finally(cancel);
    },
    /** Drops what waits: shutting down, their senders keep it. */
    end(): void {
      for (const part of waiting) giveBack(part, 'shutting down');
    },
  };
}

/** The longest waiting, as many as one request to the log takes, and at least one. */
function batchOf(parts: Iterable<Part>): Part[] {
  const batch: Part[] = [];
  let [records, bytes] = [0, 0];
  for (const part of parts) {
    records += part.records.length;
    bytes += part.bytes;
    if (batch.length > 0 && (records > MOST_AT_ONCE.records || bytes > MOST_AT_ONCE.bytes)) break;
    batch.push(part);
  }
  return batch;
}

const bytesOf = (records: readonly Publishable[]) => records.reduce((sum, { value }) => sum + value.length, 0);

export type Publishing = ReturnType<typeof createPublishing>;

const toPublishable = (record: TopicRecord, lanes: number): Publishable => ({
  ...toBytes(record),
  id: record.id,
  topic: record.topic,
  lane: laneOf(record.key, lanes),
});
