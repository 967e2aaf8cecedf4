import { toBytes, type TopicRecord } from '#contracts';
import { type Log, laneOf, type Publishable } from '#lane';

/** The log did not acknowledge in time: the sender is to come back. */
export class NotAcknowledged extends Error {
  override readonly name = 'NotAcknowledged';
}

const SEND_WITHIN_MS = 5_000;
const MOST_RECORDS = 1_000;
/** More would only wait longer: whoever brings it keeps it. */
const MOST_WAITING = 20_000;

type Waiting = { records: readonly Publishable[]; resolve: () => void; reject: (error: Error) => void };

/**
 * Publishes what many requests bring in batches, one in flight: while one is on its way, the next gathers. Resolves only
 * once the log has acknowledged every record of the request; never retries, since the sender does.
 */
export function createPublishing(log: Log) {
  let waiting: Waiting[] = [];
  let held = 0;
  let busy = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = nextBatch();
      const records = batch.flatMap((one) => one.records);
      const sendBy = { wall: Date.now() + SEND_WITHIN_MS, monotonic: performance.now() + SEND_WITHIN_MS };
      const { acknowledged, error } = await log.publish(records, sendBy).catch((thrown: Error) => {
        return { acknowledged: new Set<string>(), error: thrown };
      });
      held -= records.length;
      for (const { records: own, resolve, reject } of batch) {
        if (own.every(({ id }) => acknowledged.has(id))) resolve();
        else reject(new NotAcknowledged('the log did not acknowledge', { cause: error }));
      }
    }
  }

  function nextBatch(): Waiting[] {
    let count = 0;
    let size = 0;
    for (const { records } of waiting) {
      if (size > 0 && count + records.length > MOST_RECORDS) break;
      count += records.length;
      size += 1;
    }
    return waiting.splice(0, size);
  }

  return {
    async publish(records: readonly TopicRecord[]): Promise<void> {
      if (records.length === 0) return;
      if (held + records.length > MOST_WAITING) throw new NotAcknowledged('too much is waiting for the log');
      const publishable = records.map((record) => ({
        ...toBytes(record),
        id: record.id,
        topic: record.topic,
        lane: laneOf(record.key, log.lanes),
      }));
      held += records.length;
      const done = new Promise<void>((resolve, reject) => waiting.push({ records: publishable, resolve, reject }));
      if (!busy) {
        busy = true;
        // What arrives in the same turn of the event loop goes together.
        setImmediate(() => void drain().finally(() => (busy = false)));
      }
      return done;
    },
    /** Drops what waits: shutting down, their senders keep it. */
    end(): void {
      const left = waiting;
      waiting = [];
      for (const { reject } of left) reject(new NotAcknowledged('shutting down'));
    },
  };
}

export type Publishing = ReturnType<typeof createPublishing>;
