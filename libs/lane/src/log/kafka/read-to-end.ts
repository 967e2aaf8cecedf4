import { randomUUID } from 'node:crypto';
import type { Admin, Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { Clock } from '../../clock.js';
import { LogError } from '../log-error.js';
import { coordinatorReady } from './coordinator-ready.js';
import { Unread } from './unread.js';

/** What a broker may send at once: all that is in memory is as much of each broker, or one record where that is bigger. */
const MOST_AT_ONCE = { maxBytes: 4 * 1024 * 1024, maxBytesPerPartition: 1024 * 1024 };
const LOOK_EVERY_MS = 5_000;
/** So often in a row nothing has come, though something is there. */
const MOST_SILENCES = 12;

export type Reading = {
  record(topic: string, message: KafkaMessage): void;
  /** After each batch: how many of all offsets are behind. */
  progress(read: number, all: number): void;
};

/**
 * Reads every lane of these topics from its first record up to where it ends now. As a group of its own, which commits nothing and
 * is gone afterwards: no other group is disturbed.
 */
export async function readToEnd(
  { kafka, admin, clock, prefix }: { kafka: Kafka; admin: Admin; clock: Clock; prefix: string },
  topics: readonly string[],
  reading: Reading,
): Promise<void> {
  const unread = new Unread();
  for (const topic of topics) unread.expect(topic, await admin.fetchTopicOffsets(topic));
  if (unread.isDone()) return;
  const groupId = `${prefix}search-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 250, ...MOST_AT_ONCE });
  await Promise.all([consumer.connect(), coordinatorReady(admin, groupId, clock)]);
  try {
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    const refresh = async () => {
      for (const topic of topics) unread.begins(topic, await admin.fetchTopicOffsets(topic));
    };
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
