import { type TopicRecord, toBytes } from '#contracts';
import { silent } from '#telemetry';
import type { NodeClock, VirtualClock } from '../../virtual-clock.js';
import { laneOf } from '../../log/lane-of.js';
import { MemoryBroker, type MemoryFaults } from '../../log/memory/index.js';
import { createMemoryStore, MemoryDatabase, type MemoryHooks, type MemoryStore } from '../../store/memory/index.js';
import { createEngine, type Engine } from '../engine.js';
import { collector, doer } from './two-stages.js';
import type { createOutside } from './outside.js';

export type Node = {
  name: string;
  clock: NodeClock;
  engines: Engine[];
  stores: MemoryStore<undefined, never>[];
  failures: Error[];
  stop(): Promise<void>;
  /** Like kill −9. */
  kill(): void;
};

/** Several nodes of both stages over one broker and one database, in one thread and on one virtual clock. */
export function createCluster(options: {
  clock: VirtualClock;
  lanes: number;
  outside: ReturnType<typeof createOutside>;
  random: () => number;
  faults?: MemoryFaults;
  hooks?: MemoryHooks;
}) {
  const { clock, random, outside } = options;
  const broker = new MemoryBroker({
    clock,
    lanes: options.lanes,
    ...(options.faults ? { faults: options.faults } : {}),
  });
  const side = { reads: undefined, apply: () => undefined };
  const database = new MemoryDatabase<undefined, never>({ clock, side });
  const client = broker.connect();
  const nodes: Node[] = [];
  let named = 0;

  async function start(): Promise<Node> {
    named += 1;
    const name = `node-${named}`;
    const nodeClock = clock.node();
    const log = broker.connect(nodeClock);
    const failures: Error[] = [];
    const stores: MemoryStore<undefined, never>[] = [];
    const engines: Engine[] = [];
    const common = {
      log,
      clock: nodeClock,
      random,
      logger: silent,
      holder: name,
      inboxKeepsMs: 8 * 86_400_000,
      giveUpAfterMs: 7 * 86_400_000,
    };
    const store = () => {
      const made = createMemoryStore({ database, ...(options.hooks ? { hooks: options.hooks } : {}) });
      stores.push(made);
      return made;
    };
    engines.push(createEngine({ ...common, store: store(), service: collector(), group: 'collector' }));
    engines.push(
      createEngine({ ...common, store: store(), service: doer(outside.workerOf(name, nodeClock)), group: 'doer' }),
    );
    const node: Node = {
      name,
      clock: nodeClock,
      engines,
      stores,
      failures,
      async stop() {
        nodes.splice(nodes.indexOf(node), 1);
        await Promise.all(engines.map((engine) => engine.stop(5_000)));
      },
      kill() {
        nodes.splice(nodes.indexOf(node), 1);
        nodeClock.kill();
        for (const made of stores) made.crash();
      },
    };
    nodes.push(node);
    for (const engine of engines) void engine.start((error) => failures.push(error));
    return node;
  }

  return {
    nodes,
    broker,
    database,
    start,
    /** As a gateway would: published again until it is acknowledged. */
    async publish(records: readonly TopicRecord[]): Promise<void> {
      let waiting = records.map((record) => ({
        ...toBytes(record),
        id: record.id,
        topic: record.topic,
        lane: laneOf(record.key, options.lanes),
      }));
      while (waiting.length > 0) {
        const sendBy = { wall: clock.now() + 2_000, monotonic: clock.monotonic() + 2_000 };
        const { acknowledged } = await client.publish(waiting, sendBy);
        waiting = waiting.filter(({ id }) => !acknowledged.has(id));
      }
    },
  };
}

export type Cluster = ReturnType<typeof createCluster>;
