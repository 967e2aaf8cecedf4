import { channelId, chatKey, deskId, makeRecord, toBytes, userKey } from '#contracts';
import { silent } from '#telemetry';
import type { LaneService, Step, Worker } from '../../service.js';
import type { NewWork } from '../../store/store.js';
import { MemoryBroker, type MemoryFaults } from '../../log/memory/index.js';
import { createMemoryStore, MemoryDatabase, type MemoryHooks } from '../../store/memory/index.js';
import { virtualClock } from '../../virtual-clock.js';
import { createEngine } from '../engine.js';
import { word } from './two-stages.js';

const desk = deskId('acme');
const chat = chatKey(desk, channelId('bot'), 'anna');
const reader = userKey(desk, channelId('bot'), 'anna');

/** What one record asks for: work, or the answer to a doubt, or that it is handed on. */
export type Order = Partial<NewWork> & { id: string; answers?: Step<string>['answers']; handOn?: boolean | number };

/** The `n`th of what one stage hands on to the next; it may have a long end. */
export const handedOn = (n: number, end = '') => word('anna', n, 0, end);

/** Handed on by `handOn: true`, or with an end so long. */
const endOf = (handOn: true | number) => (handOn === true ? '' : 'x'.repeat(handOn));

/** Side rows are words; those with `refuse` in them are refused. */
type Side = { reads: undefined; apply(rows: readonly string[]): void };

type Service = LaneService<'deliveries', undefined, string, undefined>;
/** What a stage says of what it could not do. */
type Words = Pick<Service, 'givenUp' | 'unpublished'>;

/** A stage that turns each record into the work it names, on one lane. */
const stage = (worker: Worker<undefined, string>, { givenUp, unpublished }: Words): Service => ({
  topic: 'deliveries',
  keysOf: () => [],
  load: async () => undefined,
  take(record): Step<string> {
    if (record.kind !== 'delivery.v1' || record.body.what.kind !== 'say') return {};
    const order = JSON.parse(String(record.body.what.lines[0]?.key)) as Order;
    if (order.answers) return { answers: order.answers };
    if (order.handOn) return { publish: [handedOn(Number(order.id), endOf(order.handOn))] };
    const common = { kind: 'do', orderKey: order.id, endpoint: 'outside', effect: true, body: order.id };
    return { newWork: [{ ...common, bornAt: record.at, dueAt: record.at, ...order }] };
  },
  due: () => ({}),
  ...(givenUp && { givenUp }),
  ...(unpublished && { unpublished }),
  worker,
});

export type Doing = Partial<Worker<undefined, string>> & Pick<Worker<undefined, string>, 'run'>;

/** One lane, its work done by `doing`; what a test does not say is harmless. */
export function createStage(
  doing: Doing,
  options: {
    faults?: MemoryFaults;
    hooks?: MemoryHooks;
    random?: () => number;
    /** How long a fetch that brings nothing takes (ms). */
    maxWaitMs?: number;
    /** The largest record that the next stage's topic takes. */
    mostBytes?: number;
  } & Words = {},
) {
  const clock = virtualClock();
  const { faults = {}, maxWaitMs = 250, mostBytes = Infinity } = options;
  const most = (topic: string) => (topic === 'session-events' ? mostBytes : Infinity);
  const broker = new MemoryBroker({ clock, lanes: 1, faults, maxWaitMs, mostBytes: most });
  const rows: string[] = [];
  const side: Side = {
    reads: undefined,
    apply(words) {
      if (words.some((word) => word.includes('refuse'))) throw new Error('refused');
      rows.push(...words);
    },
  };
  const database = new MemoryDatabase<undefined, string>({ clock, side });
  const client = broker.connect();
  const doubles: string[] = [];
  const worker = {
    cap: () => 4,
    deadlineMs: () => 60_000,
    giveUpAfterMs: () => 7 * 86_400_000,
    givenUp: () => ({}),
    expired: () => ({}),
    ...doing,
  };
  let submitted = 0;

  function start(name = 'node') {
    const node = clock.node();
    const hooks: MemoryHooks = {
      async at(boundary, call, lane) {
        await new Promise<void>((resolve) => node.after(0, resolve));
        await options.hooks?.at(boundary, call, lane);
      },
    };
    const store = createMemoryStore({ database, hooks });
    const failures: Error[] = [];
    const engine = createEngine({
      service: stage(worker, options),
      log: broker.connect(node),
      group: 'stage',
      store,
      clock: node,
      random: options.random ?? (() => 0.5),
      logger: silent,
      holder: name,
      inboxKeepsMs: 8 * 86_400_000,
      observe: { mayDouble: (_, work) => void doubles.push(work.id) },
    });
    void engine.start((error) => failures.push(error));
    const kill = () => {
      node.kill();
      store.crash();
    };
    return { engine, clock: node, failures, kill };
  }

  return {
    clock,
    broker,
    database,
    /** Side rows, as committed. */
    rows,
    /** Work that may have come twice. */
    doubles,
    start,
    lane: () => database.lane('deliveries', 0),
    async submit(...orders: Order[]): Promise<void> {
      const records = orders.map((order) => {
        submitted += 1;
        const what = { kind: 'say' as const, lines: [{ key: JSON.stringify(order) }], buttons: [] };
        const fields = { key: chat, at: clock.now(), causes: [`order ${submitted}`], ordinal: 0 };
        return makeRecord('deliveries', 'delivery.v1', { ...fields, body: { desk, chat, reader, what } });
      });
      const lane = 0;
      const bytes = records.map((record) => ({ ...toBytes(record), id: record.id, topic: record.topic, lane }));
      await client.publish(bytes, { wall: Infinity, monotonic: Infinity });
    },
  };
}

export const done = { kind: 'done', step: {} } as const;
