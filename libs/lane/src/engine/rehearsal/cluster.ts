import { type TopicRecord, toBytes } from '#contracts';
import { silent } from '#telemetry';
import type { NodeClock, VirtualClock } from '../../virtual-clock.js';
import { MemoryLeases } from '../../lease/memory/index.js';
import { laneOf } from '../../log/lane-of.js';
import { MemoryBroker, type MemoryFaults } from '../../log/memory/index.js';
import type { Work } from '../../store/store.js';
import {
  type Boundary,
  createMemoryStore,
  MemoryDatabase,
  type MemoryHooks,
  type MemoryStore,
} from '../../store/memory/index.js';
import { createEngine, type Engine } from '../engine.js';
import type { Outside } from './outside.js';
import { collector, doer } from './two-stages.js';

type Store = MemoryStore<undefined, never>;

export type Node = {
  name: string;
  clock: NodeClock;
  engines: Engine[];
  stop(): Promise<void>;
  /** Like kill -9. */
  kill(): void;
};

/** A lane came to a node; `at` is when it knew (monotonic ms). */
export type Taken = { topic: string; lane: number; node: string; at: number };

export type ClusterOptions = {
  clock: VirtualClock;
  lanes: number;
  outside: Outside;
  random: () => number;
  faults?: MemoryFaults;
  /** How often the group hears from a member, and how long it waits for it (ms). */
  group?: { heartbeatMs: number; sessionMs: number };
  /** What the database does at each boundary of a call; absent: it answers. */
  database?: (boundary: Boundary, call: Parameters<MemoryHooks['at']>[1]) => Promise<void> | void;
  giveUpAfterMs?: number;
  /** Whether attempts of unknown outcome are looked for. (Default: yes) */
  looks?: boolean;
};

/** Several nodes of both stages over one broker, one database and one Redis, in one thread and on one virtual clock. */
export function createCluster(options: ClusterOptions) {
  const { clock, random, outside, lanes } = options;
  const broker = new MemoryBroker({
    clock,
    lanes,
    ...options.group,
    ...(options.faults ? { faults: options.faults } : {}),
  });
  const side = { reads: undefined, apply: () => undefined };
  const database = new MemoryDatabase<undefined, never>({ clock, side });
  const leases = new MemoryLeases(clock);
  const client = broker.connect();
  const nodes: Node[] = [];
  const failures: { node: string; error: Error }[] = [];
  const taken: Taken[] = [];
  const doubles: Work[] = [];
  let named = 0;
  let nonces = 0;

  /** A node's own connection: where it is frozen, its calls neither begin nor end. */
  function openStore(node: string, nodeClock: NodeClock): Store {
    const hooks: MemoryHooks = {
      async at(boundary, call) {
        await new Promise<void>((resolve) => nodeClock.after(0, resolve));
        await options.database?.(boundary, call);
      },
      nonce: () => `${node}-${(nonces += 1)}`,
    };
    const store = createMemoryStore({ database, hooks });
    const take = store.take.bind(store);
    store.take = async (topic, lane, by) => {
      const answer = await take(topic, lane, by);
      if (answer.kind === 'taken') taken.push({ topic, lane, node, at: clock.monotonic() });
      return answer;
    };
    return store;
  }

  function start(): Node {
    named += 1;
    const name = `node-${named}`;
    const nodeClock = clock.node();
    const stores: Store[] = [];
    const common = () => {
      const store = openStore(name, nodeClock);
      stores.push(store);
      return {
        store,
        log: broker.connect(nodeClock),
        lease: leases.connect(nodeClock),
        clock: nodeClock,
        random,
        logger: silent,
        holder: name,
        inboxKeepsMs: 8 * 86_400_000,
        observe: { mayDouble: (_: number, work: Work) => void doubles.push(work) },
      };
    };
    const worker = outside.workerOf<undefined, never>(name, nodeClock, options);
    const engines = [
      createEngine({ ...common(), service: collector(), group: 'collector' }),
      createEngine({ ...common(), service: doer(worker), group: 'doer' }),
    ];
    const leave = () => void nodes.splice(nodes.indexOf(node), 1);
    const node: Node = {
      name,
      clock: nodeClock,
      engines,
      async stop() {
        leave();
        await Promise.all(engines.map((engine) => engine.stop(5_000)));
      },
      kill() {
        leave();
        nodeClock.kill();
        for (const store of stores) store.crash();
      },
    };
    nodes.push(node);
    for (const engine of engines) void engine.start((error) => failures.push({ node: name, error }));
    return node;
  }

  return {
    nodes,
    broker,
    database,
    leases,
    /** Engines that stopped by themselves. */
    failures,
    /** Which node took which lane when, in order. */
    taken,
    /** Work that may have come twice. */
    doubles,
    start,
    /** As a gateway would: published again until it is acknowledged. */
    async publish(records: readonly TopicRecord[]): Promise<void> {
      let waiting = records.map((record) => ({
        ...toBytes(record),
        id: record.id,
        topic: record.topic,
        lane: laneOf(record.key, lanes),
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
