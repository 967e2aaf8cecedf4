import { randomUUID } from 'node:crypto';
import type { Admin, Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { Clock } from '../../clock.js';
import { LogError } from '../log-error.js';
import { TRIES } from './staying-members.js';
import { Unread } from './unread.js';

/** What a broker may send at once: all that is in memory is as much of each broker, or one record where that is bigger. */
const MOST_AT_ONCE = { maxBytes: 4 * 1024 * 1024, maxBytesPerPartition: 1024 * 1024 };
/** So long no record may come before whoever asked is told; a broker that falls may be back by then. */
const PATIENCE_MS = 60_000;
const AGAIN_MS = 1_000;
const LOOK_EVERY_MS = 5_000;
/** So often in a row nothing has come, though something is there. */
const MOST_SILENCES = 12;

export type Reading = {
  record(topic: string, message: KafkaMessage): void;
  /** After each batch: how many of all offsets are behind. */
  progress(read: number, all: number): void;
};

type Place = { kafka: Kafka; admin: Admin; clock: Clock; prefix: string };

/**
 * Reads every lane of these topics from its first record up to where it ends now, each once. As a group of its own, which commits
 * nothing and is gone afterwards: no other group is disturbed.
 */
export async function readToEnd(place: Place, topics: readonly string[], reading: Reading): Promise<void> {
  const { admin, clock } = place;
  const unread = new Unread();
  for (const topic of topics) unread.expect(topic, await admin.fetchTopicOffsets(topic));
  let [read, since] = [0, clock.monotonic()];
  while (!unread.isDone()) {
    try {
      await readOn(place, topics, unread, reading);
    } catch (error) {
      if (unread.read > read) since = clock.monotonic();
      else if (clock.monotonic() - since > PATIENCE_MS) throw error;
      read = unread.read;
      await new Promise<void>((resolve) => clock.after(AGAIN_MS, resolve));
    }
  }
}

/** With one consumer, which ends for good where its brokers are gone for long. */
async function readOn(place: Place, topics: readonly string[], unread: Unread, reading: Reading): Promise<void> {
  const { kafka, admin, clock, prefix } = place;
  const groupId = `${prefix}search-${randomUUID()}`;
  const consumer = kafka.consumer({
    groupId,
    allowAutoTopicCreation: false,
    maxWaitTimeInMs: 250,
    retry: TRIES,
    ...MOST_AT_ONCE,
  });
  const refresh = async () => {
    for (const topic of topics) unread.begins(topic, await admin.fetchTopicOffsets(topic));
  };
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await untilRead(consumer, unread, { clock, reading, refresh });
  } finally {
    await consumer.disconnect();
    // Where this is refused Kafka forgets it by itself, as a group of nobody that has said nothing.
    await admin.deleteGroups([groupId]).catch(() => undefined);
  }
}

type Around = { clock: Clock; reading: Reading; refresh: () => Promise<void> };

async function untilRead(consumer: Consumer, unread: Unread, { clock, reading, refresh }: Around): Promise<void> {
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  // It may end before anyone waits for it.
  done.catch(() => undefined);
  consumer.on(consumer.events.CRASH, ({ payload: { error } }) => reject(ended(error)));
  const endWatch = watch(clock, unread, refresh, { resolve, reject });
  try {
    await consumer.run({
      autoCommit: false,
      eachBatch: async (payload) => {
        take(payload, unread, reading);
        if (unread.isDone()) resolve();
      },
    });
    for (const { topic, partition, next } of unread.open()) consumer.seek({ topic, partition, offset: String(next) });
    await done;
  } finally {
    endWatch();
  }
}

function take({ batch, pause }: EachBatchPayload, unread: Unread, reading: Reading): void {
  const { topic, partition } = batch;
  for (const message of batch.messages)
    if (unread.wants(topic, partition, Number(message.offset))) reading.record(topic, message);
  unread.readTo(topic, partition, Number(batch.lastOffset()) + 1);
  if (unread.isDone(topic, partition)) pause();
  reading.progress(unread.read, unread.all);
}

/** What leaves the log while it is read never comes; and what does not come though it is there ends it. */
function watch(
  clock: Clock,
  unread: Unread,
  refresh: () => Promise<void>,
  { resolve, reject }: { resolve: () => void; reject: (error: Error) => void },
): () => void {
  let [seen, silences, cancel, isEnded] = [-1, 0, () => {}, false];
  const look = async () => {
    silences = unread.read > seen ? 0 : silences + 1;
    seen = unread.read;
    if (silences > 0) await refresh().catch(() => undefined);
    if (unread.isDone()) resolve();
    if (silences > MOST_SILENCES) reject(new LogError('unanswered', 'the log does not give out all it holds'));
    next();
  };
  const next = () => {
    if (!isEnded) cancel = clock.after(LOOK_EVERY_MS, () => void look());
  };
  next();
  return () => {
    isEnded = true;
    cancel();
  };
}

const ended = (cause: Error) => new LogError('consumer-gone', `reading ended: ${cause.message}`, { cause });
