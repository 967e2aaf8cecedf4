import { describe, expect, it } from '@jest/globals';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { virtualClock } from '../../virtual-clock.js';
import type { LogBatch } from '../log.js';
import type { LogError } from '../log-error.js';
import { GroupLag } from './group-lag.js';
import { LaneFeed } from './lane-feed.js';

/** A feed under a consumer that writes down what it is told, and an engine that takes batches in when the test says so. */
function setUp() {
  const clock = virtualClock();
  const told: string[] = [];
  const batches: LogBatch[] = [];
  const failures: LogError[] = [];
  const partitionsOf = (topics: readonly { partitions?: number[] }[]) => topics[0]?.partitions?.join() ?? 'all';
  const consumer: Pick<Consumer, 'seek' | 'pause' | 'resume'> = {
    seek: ({ partition, offset }) => void told.push(`seek ${partition} to ${offset}`),
    pause: (topics) => void told.push(`pause ${partitionsOf(topics)}`),
    resume: (topics) => void told.push(`resume ${partitionsOf(topics)}`),
  };
  let takenIn: () => void = () => undefined;
  const feed = new LaneFeed({
    consumer: consumer as Consumer,
    topic: 'words',
    clock,
    lag: new GroupLag('words', clock),
    events: {
      batch(batch) {
        batches.push(batch);
        return new Promise<void>((resolve) => (takenIn = resolve));
      },
    },
    failed: (error) => void failures.push(error),
  });
  const committed: string[] = [];
  const resolved: string[] = [];
  /** kafkajs brings one record of lane 0; `stale`: the lane was sought since. */
  async function bring(offset: number, { stale = false, partition = 0 } = {}): Promise<void> {
    const messages = [{ offset: String(offset), key: null, value: Buffer.from('x'), timestamp: '0', attributes: 0 }];
    const batch = { partition, messages, firstOffset: () => String(offset), lastOffset: () => String(offset) };
    const payload = {
      batch,
      resolveOffset: (last: string) => void resolved.push(last),
      isStale: () => stale,
      commitOffsetsIfNecessary: async (offsets: { topics: { partitions: { offset: string }[] }[] }) =>
        void committed.push(...(offsets.topics[0]?.partitions.map(({ offset: next }) => next) ?? [])),
    };
    void feed.eachBatch(payload as unknown as EachBatchPayload);
    await clock.advance(1);
  }
  return { clock, feed, bring, told, batches, failures, resolved, committed, takeIn: () => takenIn() };
}

describe('a feed that ends', () => {
  it('tells its consumer to fetch no more, and nothing where it was never given lanes: there may be no group yet', async () => {
    const [given, never] = [setUp(), setUp()];
    given.feed.assign([0]);
    await Promise.all([given.feed.drain(), never.feed.drain()]);
    expect([given.told, never.told]).toEqual([['pause all'], []]);
  });
});

describe('a batch that kafkajs brings', () => {
  it('is resolved at kafkajs once it is handed over, and at the group only once it is taken in', async () => {
    const { clock, feed, bring, batches, resolved, committed, takeIn } = setUp();
    feed.assign([0]);
    feed.seek(0, 5);
    await bring(5);
    await clock.advance(5_000);
    expect([batches.length, resolved, committed]).toEqual([1, ['5'], []]);
    batches[0]?.resolve(6);
    takeIn();
    await clock.advance(5_000);
    expect(committed).toEqual(['6']);
  });

  it('tells the group nothing once its own generation is over, be its lane still ours or not', async () => {
    const { clock, feed, bring, batches, committed, takeIn } = setUp();
    feed.assign([0]);
    await bring(5);
    feed.assign([0]);
    batches[0]?.resolve(6);
    takeIn();
    await clock.advance(5_000);
    await bring(6);
    feed.assign([]);
    batches[1]?.resolve(7);
    takeIn();
    await clock.advance(5_000);
    expect([batches.length, committed]).toEqual([2, []]);
  });

  it.each([
    ['was sought since it was fetched', ({ bring }: ReturnType<typeof setUp>) => bring(5, { stale: true })],
    ['is held', ({ feed, bring }: ReturnType<typeof setUp>) => (feed.pause(0), bring(5))],
    ['has one under way', ({ bring }: ReturnType<typeof setUp>) => bring(4).then(() => bring(5))],
    ['is read no more', ({ feed, bring }: ReturnType<typeof setUp>) => (feed.close(), bring(5))],
  ])('is neither resolved nor handed over where its lane %s', async (_, arrange) => {
    const world = setUp();
    world.feed.assign([0]);
    await arrange(world);
    expect(world.resolved).not.toContain('5');
    expect(world.batches.map(({ first }) => first)).not.toContain(5);
  });

  it('that leaves records out stops the consumer, for they are gone', async () => {
    const { feed, bring, failures, batches } = setUp();
    feed.assign([0]);
    feed.seek(0, 5);
    await bring(7);
    expect([failures.map(({ kind }) => kind), batches]).toEqual([['offset-out-of-range'], []]);
  });
});

describe('a batch of what its lane had already', () => {
  it('is left out, and the lane goes on where it was', async () => {
    const { clock, feed, bring, told, failures, batches, takeIn } = setUp();
    feed.assign([0]);
    for (let offset = 5; offset < 25; offset += 1) {
      await bring(offset);
      takeIn();
      await clock.advance(1);
      await bring(offset - 1);
      expect(told.at(-1)).toBe(`seek 0 to ${offset + 1}`);
    }
    expect([batches.length, failures]).toEqual([20, []]);
  });

  it('stops the consumer where nothing else comes any more, for its records are gone', async () => {
    const { feed, bring, failures, batches } = setUp();
    feed.assign([0]);
    feed.seek(0, 5);
    for (let i = 0; i < 4; i += 1) await bring(0);
    expect([failures.map(({ kind }) => kind), batches]).toEqual([['offset-out-of-range'], []]);
  });
});

describe('a lane that is slow to take a batch in', () => {
  it('is paused, and read on when it is done, unless it is held by then', async () => {
    const { clock, feed, bring, told, takeIn } = setUp();
    feed.assign([0, 1]);
    await bring(5);
    await clock.advance(250);
    expect(told.splice(0)).toEqual(['pause 0']);
    expect(feed.fetchable()).toEqual([1]);
    takeIn();
    await clock.advance(1);
    expect(told.splice(0)).toEqual(['resume 0']);
    await bring(6);
    feed.pause(0);
    told.splice(0);
    takeIn();
    await clock.advance(1);
    expect(told).toEqual([]);
  });
});

describe('a generation of the group', () => {
  it('lets go of the pauses of lanes that are no longer ours, and keeps those of the others', () => {
    const { feed, told } = setUp();
    feed.assign([0, 1]);
    feed.pause(0);
    feed.pause(1);
    told.splice(0);
    feed.assign([1]);
    expect(told).toEqual(['resume 0']);
    feed.assign([0, 1]);
    expect(feed.fetchable()).toEqual([0]);
  });
});
