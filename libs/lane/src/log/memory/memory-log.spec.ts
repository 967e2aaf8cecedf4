import { describe, expect, it } from '@jest/globals';
import { virtualClock } from '../../virtual-clock.js';
import type { LaneNumber, LogBatch, LogEvents, Publishable, Subscription } from '../log.js';
import { LogError } from '../log-error.js';
import { MemoryBroker, type MemoryFaults } from './index.js';

const record = (lane: LaneNumber, id: string): Publishable => ({
  id,
  topic: 'deliveries',
  lane,
  key: id,
  value: Buffer.from(id),
});

class Seen implements LogEvents {
  lanes: readonly LaneNumber[] = [];
  assignments = 0;
  readonly keys: string[] = [];
  readonly firsts: number[] = [];
  readonly errors: Error[] = [];

  assigned(lanes: readonly LaneNumber[]) {
    this.lanes = lanes;
    this.assignments += 1;
  }
  batch(batch: LogBatch) {
    this.firsts.push(batch.first);
    this.keys.push(...batch.records.map(({ key }) => key));
    batch.resolve(batch.first + batch.records.length);
    return Promise.resolve();
  }
  fetched() {}
  failed(error: Error) {
    this.errors.push(error);
  }
}

function cluster(lanes: number, faults: MemoryFaults = {}) {
  const clock = virtualClock();
  const broker = new MemoryBroker({ clock, lanes, faults });
  const join = async () => {
    const node = clock.node();
    const seen = new Seen();
    const log = broker.connect(node);
    let subscription: Subscription | undefined;
    void log.subscribe('deliveries', 'notifier', seen).then((it) => (subscription = it));
    await clock.run(() => subscription !== undefined);
    return { node, seen, log, subscription: subscription as Subscription };
  };
  const publish = async (...records: Publishable[]) => {
    const sendBy = { wall: clock.now() + 500, monotonic: clock.monotonic() + 500 };
    const answer = broker.connect().publish(records, sendBy);
    await clock.advance(2000);
    return answer;
  };
  return { clock, broker, join, publish };
}

describe('the memory broker', () => {
  it('shares the lanes among the members, and again when one leaves', async () => {
    const { clock, join } = cluster(4);
    const a = await join();
    expect(a.seen.lanes).toEqual([0, 1, 2, 3]);
    const b = await join();
    expect([a.seen.lanes, b.seen.lanes]).toEqual([
      [0, 2],
      [1, 3],
    ]);
    void b.subscription.stop(100);
    await clock.advance(2000);
    expect(a.seen.lanes).toEqual([0, 1, 2, 3]);
  });

  it('gives the lanes of a frozen node away after a session, and takes it back as a member when it thaws', async () => {
    const { clock, join } = cluster(2);
    const a = await join();
    const b = await join();
    a.node.freeze();
    await clock.advance(12_000);
    expect(b.seen.lanes).toEqual([0, 1]);
    expect(clock.monotonic() - a.subscription.lastHeartbeat()).toBeGreaterThan(10_000);
    a.node.thaw();
    await clock.advance(3000);
    expect([a.seen.lanes, b.seen.lanes].flat().sort()).toEqual([0, 1]);
  });

  it('gives the lanes of a killed node away', async () => {
    const { clock, join, publish } = cluster(2);
    const a = await join();
    const b = await join();
    a.node.kill();
    await clock.advance(12_000);
    await publish(record(0, 'x'), record(1, 'y'));
    expect(b.seen.keys.sort()).toEqual(['x', 'y']);
    expect(a.seen.keys).toEqual([]);
  });

  it('keeps what it took in when only the acknowledgement is lost', async () => {
    const { broker, publish } = cluster(2, { publish: (_, lane) => (lane === 0 ? { answerMs: 'lost' } : {}) });
    const { acknowledged, error } = await publish(record(0, 'x'), record(1, 'y'));
    expect([...acknowledged]).toEqual(['y']);
    expect(error).toBeInstanceOf(LogError);
    expect(broker.records('deliveries', 0)).toHaveLength(1);
  });

  it('sends nothing for a node that was frozen past the time to send', async () => {
    const { clock, broker } = cluster(1);
    const node = clock.node();
    const log = broker.connect(node);
    const answer = log.publish([record(0, 'x')], { wall: clock.now() + 500, monotonic: clock.monotonic() + 500 });
    node.freeze();
    await clock.advance(1000);
    node.thaw();
    await clock.advance(1000);
    expect(await answer).toMatchObject({ acknowledged: new Set(), error: { kind: 'too-late' } });
    expect(broker.records('deliveries', 0)).toEqual([]);
  });

  it('delivers from an older offset when told to', async () => {
    let backBy = 0;
    const { join, publish } = cluster(1, { fetch: () => ({ backBy }) });
    const { seen } = await join();
    await publish(record(0, 'x'), record(0, 'y'));
    backBy = 1;
    await publish(record(0, 'z'));
    expect(seen.keys).toEqual(['x', 'y', 'y', 'z']);
    expect(seen.firsts).toEqual([0, 1]);
  });

  it('drops a late delivery of a lane that was sought meanwhile', async () => {
    let delayMs = 100;
    const { clock, join, publish } = cluster(1, { fetch: () => ({ delayMs }) });
    const { seen, subscription } = await join();
    await publish(record(0, 'x'), record(0, 'y'));
    subscription.seek(0, 0);
    await clock.advance(300);
    delayMs = 0;
    subscription.seek(0, 1);
    await clock.advance(1000);
    expect(seen.keys).toEqual(['x', 'y', 'x', 'y', 'y']);
  });

  it('fails loudly when the records a lane waits for are gone', async () => {
    const { clock, broker, join, publish } = cluster(1);
    const { seen, subscription } = await join();
    subscription.pause(0);
    await publish(record(0, 'x'), record(0, 'y'));
    broker.truncate('deliveries', 0, 2);
    subscription.resume(0);
    await clock.advance(1000);
    expect(seen.errors).toMatchObject([{ kind: 'offset-out-of-range' }]);
    expect(seen.keys).toEqual([]);
  });
});
