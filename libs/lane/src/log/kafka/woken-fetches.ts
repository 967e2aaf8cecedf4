import { createRequire } from 'node:module';

type TopicPartitions = { topic: string; partitions: number[] };
type Member = {
  assigned(): TopicPartitions[];
  filterPartitionsByNode(nodeId: string, of: TopicPartitions[]): TopicPartitions[];
  isPaused(topic: string, partition: number): boolean;
  resume(of: { topic: string; partitions?: number[] }[]): void;
  fetch(nodeId: string): Promise<readonly object[]>;
};

/**
 * A kafkajs 2.2.4 consumer to which a broker has nothing to give, as all its partitions there are paused, sleeps for a whole
 * `maxWaitTimeInMs` before it looks again, whatever is resumed meanwhile: a lane that took long to take in, or was just taken over,
 * stands still for that. Here a resume wakes it. The version is pinned and frozen upstream; there is no setting for it.
 */
export function letResumesWake(): void {
  const load = createRequire(import.meta.url);
  const { prototype: member } = load('kafkajs/src/consumer/consumerGroup') as { prototype: Member };
  const { fetch, resume } = member;
  const sleepers = new WeakMap<Member, Set<() => void>>();

  member.resume = function (of) {
    resume.call(this, of);
    for (const wake of sleepers.get(this) ?? []) wake();
  };
  member.fetch = function (nodeId) {
    const sleeps = hasNothingToFetch(this, nodeId);
    const fetched = fetch.call(this, nodeId);
    return sleeps ? untilWoken(this, fetched) : fetched;
  };

  function untilWoken(one: Member, fetched: Promise<readonly object[]>): Promise<readonly object[]> {
    const own = sleepers.get(one) ?? new Set();
    sleepers.set(one, own);
    return new Promise((resolve, reject) => {
      const wake = () => resolve([]);
      // What is resumed before the fetch has looked it sees itself, and asks for.
      const asleep = setImmediate(() => own.add(wake));
      const over = () => {
        clearImmediate(asleep);
        own.delete(wake);
      };
      fetched.then(resolve, reject).finally(over);
    });
  }
}

/** What it finds out about its brokers is left to the fetch, which knows what to do about it. */
function hasNothingToFetch(member: Member, nodeId: string): boolean {
  try {
    const there = member.filterPartitionsByNode(nodeId, member.assigned());
    return there.every(({ topic, partitions }) => partitions.every((one) => member.isPaused(topic, one)));
  } catch {
    return false;
  }
}
