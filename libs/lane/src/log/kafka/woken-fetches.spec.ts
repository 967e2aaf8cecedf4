import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { letResumesWake } from './woken-fetches.js';

letResumesWake();

const TOPIC = 'topic';
const NEVER_MS = 3_600_000;

type Member = {
  subscriptionState: { assign(of: object[]): void };
  offsetManager: object;
  pause(of: object[]): void;
  resume(of: object[]): void;
  fetch(nodeId: string): Promise<object[]>;
};
const Member = createRequire(import.meta.url)('kafkajs/src/consumer/consumerGroup') as new (options: object) => Member;

/** Of two partitions, the first of which is broker 1's and the second broker 2's. */
function memberWithTwo() {
  const asked: string[] = [];
  const say = () => undefined;
  const logger = { namespace: () => logger, debug: say, info: say, warn: say, error: say };
  const cluster = {
    refreshMetadataIfNecessary: async () => undefined,
    findTopicPartitionMetadata: () => [0, 1].map((partitionId) => ({ partitionId, leader: partitionId + 1 })),
    findBroker: async ({ nodeId }: { nodeId: string }) => ({
      fetch: async () => {
        asked.push(nodeId);
        return { responses: [] };
      },
    }),
  };
  const member = new Member({
    ...{ cluster, logger, groupId: 'group', topics: [TOPIC], topicConfigurations: {} },
    ...{ maxWaitTimeInMs: NEVER_MS, assigners: [], retry: {}, instrumentationEmitter: { emit: say } },
  });
  member.subscriptionState.assign([{ topic: TOPIC, partitions: [0, 1] }]);
  member.offsetManager = {
    committedOffsets: () => ({ [TOPIC]: { 0: '0', 1: '0' } }),
    resolveOffsets: async () => undefined,
    nextOffset: () => '0',
  };
  return { member, asked };
}

const first = [{ topic: TOPIC, partitions: [0] }];

describe('a consumer to which a broker has nothing to give', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('looks again as soon as something is resumed', async () => {
    const { member, asked } = memberWithTwo();
    member.pause(first);
    const brought: object[][] = [];
    void member.fetch('1').then((batches) => brought.push(batches));
    await jest.advanceTimersByTimeAsync(1);
    member.resume(first);
    await jest.advanceTimersByTimeAsync(1);
    expect([brought, asked]).toEqual([[[]], []]);
    await member.fetch('1');
    expect(asked).toEqual(['1']);
  });

  it('asks at once for what is resumed before it has looked', async () => {
    const { member, asked } = memberWithTwo();
    member.pause(first);
    const fetched = member.fetch('1');
    member.resume(first);
    expect([await fetched, asked]).toEqual([[], ['1']]);
  });

  it('looks again after a while otherwise', async () => {
    const { member, asked } = memberWithTwo();
    member.pause(first);
    const fetched = member.fetch('1');
    await jest.advanceTimersByTimeAsync(NEVER_MS);
    expect([await fetched, asked]).toEqual([[], []]);
  });

  it('has nobody else wait: who has something asks for it', async () => {
    const { member, asked } = memberWithTwo();
    member.pause(first);
    await member.fetch('2');
    expect(asked).toEqual(['2']);
  });
});
