import { Readable } from 'node:stream';
import { channelId, chatKey, type ChatKey, deskId, makeRecord, type Showing, toBytes, userKey } from '#contracts';
import { type CorrelationReads, type CorrelationWrite, memoryCorrelation } from '#correlation';
import { type Clock, createEngine, laneOf, type Publishable, type Work } from '#lane';
import { MemoryLeases } from '#lane/lease/memory';
import { MemoryBroker } from '#lane/log/memory';
import { seeded, virtualClock } from '#lane/rehearsal';
import { createMemoryStore, MemoryDatabase } from '#lane/store/memory';
import { CREDENTIAL, MemoryPerson, memoryMessenger, MemoryWorld } from '#messengers/memory';
import { type MessengerAdapter, MessengerError } from '#ports/messenger';
import { silent } from '#telemetry';
import { TrackerError } from '#ports/tracker';
import { deliveries } from '../lane.js';
import type { NotifiedDesk } from '../work/context.js';
import { newestVersions } from '../work/newest-versions.js';
import { createRates } from '../work/rates/create-rates.js';
import { memorySpacing } from '../work/rates/memory-spacing.js';
import type { Spacing } from '../work/rates/spacing.js';

const DESK = deskId('acme');
const CHANNEL = channelId('bot');
const LANES = 2;

/** A call as it reached the messenger; `at` is monotonic ms. */
export type Called = { method: string; chat: string; at: number; text: string };

/** Any number of notifiers before one memory messenger, on a virtual clock, with one Redis of their own. Runs are equal. */
export function createStage() {
  const clock = virtualClock();
  const random = seeded(1).next;
  const world = new MemoryWorld(clock);
  const broker = new MemoryBroker({ clock, lanes: LANES });
  const correlation = memoryCorrelation();
  const database = new MemoryDatabase<CorrelationReads, CorrelationWrite>({ clock, side: correlation });
  const leases = new MemoryLeases(clock);
  const client = broker.connect();
  const redis = memorySpacing(clock);
  const calls: Called[] = [];
  const doubled: Work[] = [];
  const failures: Error[] = [];
  let published = 0;

  const outside = {
    /** How long a call takes until the messenger acts (ms). */
    callMs: 20,
    /** The next calls are never answered: whoever made one gives up when their time for it is over. */
    hangs: false,
    /** How long the database takes for a commit (ms). */
    commitMs: () => 0,
    /** The tracker's files by their ref; what is not here is not to be had now. */
    files: new Map<string, string>(),
    /** What is configured of a node that is started now: the desk with its channel, the desk alone, or nothing. */
    configured: 'channel' as 'channel' | 'desk' | 'nothing',
  };

  function start(): { stop(): Promise<void>; kill(): void } {
    const nodeClock = clock.node();
    const where = { desk: DESK, channel: CHANNEL };
    const adapter = memoryMessenger(world).create({ credential: CREDENTIAL }, where);
    const channels = new Map(outside.configured === 'channel' ? [[CHANNEL, overANetwork(adapter)]] : []);
    const desk: NotifiedDesk = {
      config: { channels: [{ id: CHANNEL, messenger: 'memory', config: {} }] },
      tracker: { files: trackerFiles() },
      channels,
    };
    const rates = createRates({
      clock: nodeClock,
      random,
      own: memorySpacing(nodeClock),
      shared: overTheWay(redis, nodeClock),
    });
    const context = { reads: correlation.reads, clock: nodeClock, logger: silent, rates, newest: newestVersions() };
    const store = createMemoryStore({ database, hooks: { at: slowly } });
    const engine = createEngine({
      service: deliveries({ ...context, desks: new Map(outside.configured === 'nothing' ? [] : [[DESK, desk]]) }),
      group: 'notifier',
      log: broker.connect(nodeClock),
      lease: leases.connect(nodeClock),
      store,
      clock: nodeClock,
      random,
      logger: silent,
      holder: String(random()),
      inboxKeepsMs: 8 * 86_400_000,
      observe: { mayDouble: (_lane, work) => void doubled.push(work) },
    });
    void engine.start((error) => failures.push(error));
    return {
      stop: () => engine.stop(5_000),
      kill() {
        nodeClock.kill();
        store.crash();
      },
    };
  }

  const slowly = (boundary: string) =>
    boundary === 'commit' ? new Promise<void>((resolve) => void clock.after(outside.commitMs(), resolve)) : undefined;

  /** Each call takes its time on the way there, and is written down when it arrives. */
  function overANetwork(adapter: MessengerAdapter): MessengerAdapter {
    const arrive = async (method: string, chat: string, text = '') => {
      await new Promise<void>((resolve) => clock.after(outside.callMs, resolve));
      calls.push({ method, chat, at: clock.monotonic(), text });
    };
    const unanswered = (signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new MessengerError('ambiguous', 'no answer')));
      });
    return {
      ...adapter,
      send: async (call, chat, message) => {
        if (outside.hangs) await unanswered(call.signal);
        await arrive('send', chat, message.text.text);
        return adapter.send(call, chat, message);
      },
      edit: async (call, chat, message, to) => {
        await arrive('edit', chat, to.text.text);
        return adapter.edit(call, chat, message, to);
      },
      sendFile: async (call, chat, file) => {
        await arrive('sendFile', chat, file.name);
        return adapter.sendFile(call, chat, file);
      },
      answerPress: async (call, press, toast) => {
        await arrive('answerPress', '', toast);
        return adapter.answerPress(call, press, toast);
      },
    };
  }

  const trackerFiles = (): NonNullable<NotifiedDesk['tracker']['files']> => ({
    upload: () => Promise.reject(new TrackerError('rejected', 'nothing is uploaded here')),
    async open(_call, { ref }) {
      const content = outside.files.get(ref);
      if (content === undefined) throw new TrackerError('unavailable', 'the tracker is away');
      return Readable.from([Buffer.from(content)], { objectMode: false });
    },
  });

  async function deliver(person: MemoryPerson, what: Showing, reader = person): Promise<ChatKey> {
    const chat = chatKey(DESK, CHANNEL, person.chat);
    published += 1;
    const record = makeRecord('deliveries', 'delivery.v1', {
      key: chat,
      at: clock.now(),
      causes: [String(published)],
      ordinal: 0,
      body: { desk: DESK, chat, reader: userKey(DESK, CHANNEL, reader.user), language: 'en', what },
    });
    const { id, topic } = record;
    const out: Publishable = { ...toBytes(record), id, topic, lane: laneOf(chat, LANES) };
    void client.publish([out], { wall: clock.now() + 60_000, monotonic: clock.monotonic() + 60_000 });
    return chat;
  }

  /** One that fits no schema. */
  function deliverUnread(body: object): void {
    published += 1;
    const value = Buffer.from(JSON.stringify({ kind: 'delivery.v9', body }));
    broker.partition('deliveries', 0).append([{ id: '', topic: 'deliveries', lane: 0, key: '', value }]);
  }

  const rows = () => Array.from({ length: LANES }, (_, lane) => database.lane('deliveries', lane));
  const takenIn = () => rows().reduce((sum, { offset }) => sum + offset, 0);

  return {
    clock,
    world,
    calls,
    doubled,
    failures,
    outside,
    reads: correlation.reads,
    database,
    start,
    deliver,
    deliverUnread,
    person: (name: string) => new MemoryPerson(world, name, 'en'),
    dead: () => rows().flatMap(({ dead }) => [...dead.values()]),
    /** Until everything delivered so far was taken in and its work is done. */
    settled: () => clock.run(() => takenIn() === published && rows().every(({ work }) => work.size === 0), 86_400_000),
    takenIn: () => clock.run(() => takenIn() === published),
  };
}

export type Stage = ReturnType<typeof createStage>;

/** One that is elsewhere: it answers a moment later. */
function overTheWay(spacing: Spacing, clock: Clock): Spacing {
  const moment = () => new Promise<void>((resolve) => void clock.after(1, resolve));
  return {
    reserve: (spot) => moment().then(() => spacing.reserve(spot)),
    rest: (channel, chat, ms) => moment().then(() => spacing.rest(channel, chat, ms)),
    hold: (channel, chat, ms) => moment().then(() => spacing.hold(channel, chat, ms)),
  };
}

/** What a person sees of ours, oldest first. */
export const texts = (person: MemoryPerson) =>
  person
    .screen()
    .filter(({ by }) => by === 'channel')
    .map(({ text }) => text);
