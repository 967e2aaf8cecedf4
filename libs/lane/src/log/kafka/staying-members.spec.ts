import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import kafkajs from 'kafkajs';
import { letMembersStay } from './staying-members.js';

letMembersStay();

const load = createRequire(import.meta.url);
type Member = {
  memberId: string | null;
  coordinator: object;
  offsetManager: { coordinator: object };
  joinAndSync(): Promise<void>;
  heartbeat(of: { interval: number }): Promise<void>;
  assigned(): object[];
};
const Member = load('kafkajs/src/consumer/consumerGroup') as new (options: object) => Member;
type Runner = {
  start(): Promise<void>;
  stop(): Promise<void>;
  fetch(node: string): Promise<object[]>;
  fetchManager: { start(): Promise<void> };
};
const Runner = load('kafkajs/src/consumer/runner') as new (options: object) => Runner;

const TOPIC = 'topic';
const say = () => undefined;
const logger = { namespace: () => logger, debug: say, info: say, warn: say, error: say };
const nobody = () => Reflect.construct(kafkajs.KafkaJSGroupCoordinatorNotFound, ['nobody is']) as Error;
const cut = () => new kafkajs.KafkaJSConnectionError('cut');
const protocolError = (type: string, retriable = false) =>
  new kafkajs.KafkaJSProtocolError(Object.assign(new Error(type), { type, retriable }));

/** What the next calls of each kind fail with; then they succeed. */
let failing: { connect: Error[]; find: Error[]; join: Error[]; sync: Error[]; heartbeat: Error[] };
let asked: string[];
let joined: object[];
let nodes: string[];

/** A group of one, whose coordinators are named in the order in which they were found. */
function memberOfGroup(): Member {
  let found = 0;
  const assignment = { [TOPIC]: [0] };
  const answer = async <T>(kind: keyof typeof failing, by: string, value: T) => {
    asked.push(`${kind} by ${by}`);
    const error = failing[kind].shift();
    if (error) throw error;
    return value;
  };
  const { encode } = kafkajs.AssignerProtocol.MemberAssignment;
  const memberAssignment = encode({ version: 0, assignment, userData: Buffer.alloc(0) });
  const coordinator = (name: string) => ({
    joinGroup: async ({ memberId }: { memberId: string }) =>
      answer('join', name, { generationId: asked.length, leaderId: 'other', memberId: memberId || 'me', members: [] }),
    syncGroup: async () => answer('sync', name, { memberAssignment }),
    heartbeat: async () => answer('heartbeat', name, {}),
  });
  const cluster = {
    connect: () => answer('connect', 'any', undefined),
    refreshMetadataIfNecessary: async () => undefined,
    refreshMetadata: async () => void (nodes = ['1']),
    getNodeIds: () => nodes,
    committedOffsets: () => ({}),
    findTopicPartitionMetadata: () => [{ partitionId: 0 }],
    findGroupCoordinator: async () => {
      await answer('find', 'any', undefined);
      return coordinator(`${(found += 1)}`);
    },
  };
  return new Member({
    ...{ cluster, logger, groupId: 'group', topics: [TOPIC], topicConfigurations: {} },
    retry: { retries: 5, initialRetryTime: 1, maxRetryTime: 1 },
    assigners: [{ name: 'one', protocol: () => ({}) }],
    instrumentationEmitter: {
      emit: (event: string, payload: object) => event.endsWith('join') && joined.push(payload),
    },
  });
}

beforeEach(() => {
  failing = { connect: [], find: [], join: [], sync: [], heartbeat: [] };
  [asked, joined, nodes] = [[], [], ['1']];
});
afterEach(() => void jest.restoreAllMocks());

describe('a member of a group', () => {
  it('joins again where what it is to read gets lost on the way', async () => {
    failing.sync.push(cut());
    const member = memberOfGroup();
    await member.joinAndSync();
    expect(asked).toEqual(['find by any', 'join by 1', 'sync by 1', 'find by any', 'join by 2', 'sync by 2']);
    expect([joined.length, member.assigned()]).toEqual([1, [{ topic: TOPIC, partitions: [0] }]]);
  });

  it('is one again where the group has forgotten it and its joining breaks off', async () => {
    const member = memberOfGroup();
    await member.joinAndSync();
    failing.join.push(protocolError('UNKNOWN_MEMBER_ID'), cut());
    await member.joinAndSync();
    expect([joined.length, member.memberId]).toEqual([2, 'me']);
  });

  it('joins once for all who want it to at the same time', async () => {
    const member = memberOfGroup();
    await Promise.all([member.joinAndSync(), member.joinAndSync()]);
    expect(joined).toHaveLength(1);
  });

  it('waits for a coordinator that is not there yet', async () => {
    failing.find.push(nobody());
    await memberOfGroup().joinAndSync();
    expect(joined).toHaveLength(1);
  });

  it('gives up at once, and for good, where it may not join', async () => {
    failing.join.push(protocolError('GROUP_AUTHORIZATION_FAILED'));
    await expect(memberOfGroup().joinAndSync()).rejects.toMatchObject({ retriable: false });
    expect(asked).toHaveLength(2);
  });

  it('asks whoever is coordinator now, once the last one is gone', async () => {
    const member = memberOfGroup();
    await member.joinAndSync();
    failing.heartbeat.push(cut());
    await expect(member.heartbeat({ interval: 0 })).rejects.toThrow('cut');
    await member.heartbeat({ interval: 0 });
    expect(asked.slice(3)).toEqual(['heartbeat by 1', 'find by any', 'heartbeat by 2']);
    expect(member.offsetManager.coordinator).toBe(member.coordinator);
  });

  it('says that it is there also where the clock was set back', async () => {
    const member = memberOfGroup();
    await member.joinAndSync();
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now - 60_000);
    await member.heartbeat({ interval: 1_000 });
    expect(asked).toContain('heartbeat by 1');
  });
});

describe('a consumer', () => {
  /** One whose reading does this, one time after the other, and then ends. */
  function consumer(...times: (() => Error)[]) {
    const end = Promise.withResolvers<Error | undefined>();
    const runner = new Runner({
      ...{ logger, consumerGroup: memberOfGroup(), concurrency: 1, onCrash: end.resolve },
      instrumentationEmitter: { emit: say },
      retry: { retries: 2, initialRetryTime: 1, maxRetryTime: 1 },
    });
    let reads = 0;
    runner.fetchManager.start = async () => {
      const next = times[reads];
      reads += 1;
      if (next) throw next();
      end.resolve(undefined);
      await new Promise(say);
    };
    return { runner, start: () => runner.start(), end: end.promise, reads: () => reads };
  }
  const later = (ms: number) => {
    const now = performance.now() + ms;
    jest.spyOn(performance, 'now').mockReturnValue(now);
  };

  it('ends after as many mishaps in a row as it may have', async () => {
    const { start, end, reads } = consumer(cut, cut, cut, cut);
    await start();
    expect([await end, reads()]).toMatchObject([{ message: 'cut' }, 3]);
  });

  it('reads on however often something breaks, where it has read for half a minute before', async () => {
    const long = () => {
      later(31_000);
      return cut();
    };
    const { start, end } = consumer(long, long, long, long, long);
    await start();
    expect(await end).toBeUndefined();
  });

  it('begins also where the first broker that it asks breaks off', async () => {
    failing.connect.push(cut());
    const { start, end } = consumer();
    await start();
    expect(await end).toBeUndefined();
  });

  it('joins again where it asked a broker that keeps its group no more', async () => {
    const { start, end } = consumer(() => protocolError('NOT_COORDINATOR_FOR_GROUP', true));
    await start();
    expect([await end, joined.length]).toEqual([undefined, 2]);
  });

  it('reads on where all brokers were gone', async () => {
    const { start, end } = consumer();
    nodes = [];
    await start();
    expect([await end, nodes]).toEqual([undefined, ['1']]);
  });

  it('joins no more once it is stopped', async () => {
    const { runner, start, end } = consumer();
    failing.join.push(cut(), cut());
    const joining = start();
    void runner.stop();
    await joining;
    expect([await end, joined]).toMatchObject([{ message: 'it leaves its group', retriable: false }, []]);
  });

  it('reads nothing more once it has stopped, and does not try to for ever', async () => {
    const { runner } = consumer();
    await expect(runner.fetch('1')).rejects.toThrow('its consumer has stopped');
  });

  it('ends at once where trying again is of no use', async () => {
    const { start, end, reads } = consumer(() => new kafkajs.KafkaJSNonRetriableError('no'));
    await start();
    expect([await end, reads()]).toMatchObject([{ message: 'no' }, 1]);
  });
});
