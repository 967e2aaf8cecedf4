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

type Brought = { records: readonly Publishable[]; bytes: number; answer: (error?: Error) => void };

/**
 * Publishes what many requests bring in batches, one in flight: while one is on its way, the next gathers. Resolves only
 * once the log has acknowledged every record of the request; rejects with `NotAcknowledged` after 5 s at the latest. Never
 * retries, since the sender does, and what it tells again is the same record.
 */
export function createPublishing(log: Pick<Log, 'lanes' | 'publish'>, clock: Clock) {
  const waiting = new Set<Brought>();
  const held = { records: 0, bytes: 0 };
  let busy = false;

  function hold({ records, bytes }: Brought, sign: 1 | -1): void {
    held.records += sign * records.length;
    held.bytes += sign * bytes;
  }

  async function drain(): Promise<void> {
    while (waiting.size > 0) {
      const batch = takeBatch();
      const records = batch.flatMap((one) => one.records);
      const sendBy = { wall: clock.now() + WITHIN_MS, monotonic: clock.monotonic() + WITHIN_MS };
      const { acknowledged, error } = await log.publish(records, sendBy).catch((thrown: Error) => {
        return { acknowledged: new Set<string>(), error: thrown };
      });
      for (const one of batch) {
        hold(one, -1);
        const known = one.records.every(({ id }) => acknowledged.has(id));
        one.answer(known ? undefined : new NotAcknowledged('the log did not acknowledge', { cause: error }));
      }
    }
    busy = false;
  }

  /** The longest waiting, as many as one request to the log takes, and at least one. */
  function takeBatch(): Brought[] {
    const batch: Brought[] = [];
    let [records, bytes] = [0, 0];
    for (const one of waiting) {
      records += one.records.length;
      bytes += one.bytes;
      if (batch.length > 0 && (records > MOST_AT_ONCE.records || bytes > MOST_AT_ONCE.bytes)) break;
      batch.push(one);
      waiting.delete(one);
    }
    return batch;
  }

  function giveBack(one: Brought, why: string): void {
    if (waiting.delete(one)) hold(one, -1);
    one.answer(new NotAcknowledged(why));
  }

  return {
    async publish(records: readonly TopicRecord[]): Promise<void> {
      if (records.length === 0) return;
      const publishable = records.map((record) => toPublishable(record, log.lanes));
      const bytes = publishable.reduce((sum, { value }) => sum + value.length, 0);
      if (held.records + records.length > MOST_HELD.records || held.bytes + bytes > MOST_HELD.bytes) {
        throw new NotAcknowledged('too much is waiting for the log');
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const one: Brought = { records: publishable, bytes, answer: (error) => (error ? reject(error) : resolve()) };
      hold(one, 1);
      waiting.add(one);
      const cancel = clock.after(WITHIN_MS, () => giveBack(one, 'the log took too long'));
      if (!busy) {
        busy = true;
        // What arrives at the same time goes together.
        clock.after(0, () => void drain());
      }
      return promise.finally(cancel);
    },
    /** Drops what waits: shutting down, their senders keep it. */
    end(): void {
      for (const one of waiting) giveBack(one, 'shutting down');
    },
  };
}

export type Publishing = ReturnType<typeof createPublishing>;

const toPublishable = (record: TopicRecord, lanes: number): Publishable => ({
  ...toBytes(record),
  id: record.id,
  topic: record.topic,
  lane: laneOf(record.key, lanes),
});
