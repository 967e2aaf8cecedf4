import type { Admin } from 'kafkajs';
import { LogError } from '../log-error.js';
import { isPassing } from './is-passing.js';
import type { KafkaLogOptions } from './options.js';
import { MOST_RECORD_BYTES } from './small-topics.js';
import { topicEnds } from './topic-ends.js';

const DAY_MS = 24 * 3_600_000;
const RETENTION_MS = 7 * DAY_MS;
const LEADERS_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** Makes the topics that are missing and waits until the leader of every partition answers for it. Safe to run twice at once. */
export async function prepareTopics(admin: Admin, names: readonly string[], options: KafkaLogOptions): Promise<void> {
  const known = new Set(await admin.listTopics());
  const missing = names.filter((name) => !known.has(name));
  const { replicas, inSync } = await copies(admin, options);
  const configEntries = [
    { name: 'cleanup.policy', value: 'delete' },
    { name: 'retention.ms', value: String(options.retentionMs ?? RETENTION_MS) },
    // A record leaves with its whole segment: by Kafka's own week it would stay for two.
    { name: 'segment.ms', value: String(DAY_MS) },
    { name: 'min.insync.replicas', value: String(inSync) },
    { name: 'max.message.bytes', value: String(MOST_RECORD_BYTES) },
    { name: 'unclean.leader.election.enable', value: 'false' },
  ];
  const numPartitions = options.lanes;
  const make = (topic: string) => ({ topic, numPartitions, replicationFactor: replicas, configEntries });
  if (missing.length > 0) await admin.createTopics({ topics: missing.map(make), waitForLeaders: false });
  await untilLed(admin, names, options);
}

async function copies(admin: Admin, { replicationFactor, minInsyncReplicas }: KafkaLogOptions) {
  const { brokers } = await admin.describeCluster();
  const replicas = replicationFactor ?? Math.min(3, brokers.length);
  return { replicas, inSync: minInsyncReplicas ?? Math.max(1, replicas - 1) };
}

async function untilLed(admin: Admin, names: readonly string[], options: KafkaLogOptions): Promise<void> {
  const { clock } = options;
  const until = clock.monotonic() + LEADERS_WITHIN_MS;
  while (!(await unlessUnready(() => areLed(admin, names, options)))) {
    if (clock.monotonic() > until)
      throw new LogError('refused', `not every partition of ${names.join(', ')} has a leader: are all brokers up?`);
    await new Promise<void>((resolve) => clock.after(LOOK_EVERY_MS, resolve));
  }
}

/** A broker is named as leader of a new partition a moment before it takes records for it; so each is asked for its end. */
async function areLed(admin: Admin, names: readonly string[], options: KafkaLogOptions): Promise<boolean> {
  const { lanes } = options;
  const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
  if (topics.some(({ partitions }) => partitions.length === 0)) return false;
  for (const { name, partitions } of topics)
    if (partitions.length !== lanes) throw lanesDiffer(name, partitions.length, lanes);
  if (topics.some(({ partitions }) => partitions.some(({ leader }) => leader < 0))) return false;
  const ends = await topicEnds({ ...options, prefix: '' }, names);
  return ends.values().every(({ size }) => size === lanes);
}

/** A topic that another process is just making may not be known to every broker yet. */
async function unlessUnready(look: () => Promise<boolean>): Promise<boolean> {
  try {
    return await look();
  } catch (error) {
    if (isPassing(error)) return false;
    throw error;
  }
}

const lanesDiffer = (topic: string, there: number, wanted: number) =>
  new LogError(
    'lanes-differ',
    `topic ${topic} has ${there} lanes, but LANES is ${wanted}. Set LANES=${there}; or, to change it, let every service ` +
      `drain, stop them all, make the topics anew with ${wanted} partitions and re-key what is stored, as docs/SCALING.md tells`,
  );
