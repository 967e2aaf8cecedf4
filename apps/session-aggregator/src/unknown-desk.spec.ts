import { expect, it } from '@jest/globals';
import {
  channelId,
  chatKey,
  type DeskId,
  deskId,
  fromBytes,
  makeRecord,
  messageId,
  plain,
  toBytes,
  userKey,
} from '#contracts';
import { type CorrelationReads, type CorrelationWrite, memoryCorrelation } from '#correlation';
import { createEngine } from '#lane';
import { MemoryBroker } from '#lane/log/memory';
import { virtualClock } from '#lane/rehearsal';
import { createMemoryStore, MemoryDatabase } from '#lane/store/memory';
import { silent } from '#telemetry';
import { linkCodes } from './domain/link-code.js';
import { sessionEvents } from './lane.js';
import { DESK_OPTIONS } from './rehearsal/desk.js';

const [ACME, GLOBEX] = [deskId('acme'), deskId('globex')];
const CHANNEL = channelId('bot');
const chatOfNth = (desk: DeskId, nth: number) => chatKey(desk, CHANNEL, String(nth));

/** A session-aggregator's one lane, on which everything but the configuration outlives its process. */
function createLane() {
  const clock = virtualClock();
  const broker = new MemoryBroker({ clock, lanes: 1 });
  const side = memoryCorrelation();
  const database = new MemoryDatabase<CorrelationReads, CorrelationWrite>({ clock, side });
  const failures: Error[] = [];
  let stop = async () => {};

  /** Starts it anew, with only these desks in its configuration. */
  async function configure(...desks: DeskId[]): Promise<void> {
    await stop();
    const node = clock.node();
    const engine = createEngine({
      service: sessionEvents({
        desk: (id) => (desks.includes(id) ? DESK_OPTIONS : undefined),
        linkCode: linkCodes('a secret'),
      }),
      log: broker.connect(node),
      group: 'session-aggregator',
      store: createMemoryStore({ database }),
      clock: node,
      random: () => 0.5,
      logger: silent,
      holder: 'node',
      inboxKeepsMs: 8 * 86_400_000,
    });
    void engine.start((error) => failures.push(error));
    stop = async () => {
      void engine.stop(1_000);
      await clock.advance(2_000);
      node.kill();
    };
  }

  /** The first `people` of a desk write a word each. */
  function write(desk: DeskId, people: number): void {
    const at = clock.now();
    const records = Array.from({ length: people }, (_, nth) => {
      const [chat, user] = [chatOfNth(desk, nth), userKey(desk, CHANNEL, String(nth))];
      const message = {
        kind: 'message' as const,
        message: messageId(String(at)),
        text: plain('The shop is slow'),
        files: [],
      };
      const body = {
        chat,
        chatKind: 'private' as const,
        sender: { user, name: 'Anna' },
        at,
        receivedAt: at,
        what: message,
      };
      const record = makeRecord('session-events', 'update.v1', {
        key: chat,
        at,
        causes: [`${chat} ${at}`],
        ordinal: 0,
        body,
      });
      return { ...toBytes(record), id: record.id, topic: record.topic, lane: 0 };
    });
    broker.partition('session-events', 0).append(records);
  }

  const lane = () => database.lane('session-events', 0);
  /** What was said in chats of a desk, by the keys of its words. */
  function said(desk: DeskId): string[] {
    const { end } = broker.partition('deliveries', 0);
    return broker
      .partition('deliveries', 0)
      .read(0, end)
      .flatMap((bytes) => {
        const parsed = fromBytes('deliveries', bytes);
        if (!parsed.ok || parsed.record.kind !== 'delivery.v1' || parsed.record.body.desk !== desk) return [];
        const { what } = parsed.record.body;
        return 'lines' in what ? what.lines.slice(0, 1).map(({ key }) => key) : [];
      });
  }
  return { clock, failures, configure, write, lane, said };
}

it.each([5, 60])(
  'what %i people of a desk that is not configured wrote becomes dead letters, they are told, and other desks go on',
  async (people) => {
    const { clock, failures, configure, write, lane, said } = createLane();
    await configure(ACME);
    write(GLOBEX, people);
    write(ACME, 10);
    await clock.advance(20_000);
    expect(failures).toEqual([]);
    const letters = [...lane().dead.values()];
    expect(letters.map(({ whose, cause }) => `${whose.desk}: ${cause}`)).toEqual(
      Array.from({ length: people }, () => 'globex: its desk is not configured'),
    );
    expect(said(GLOBEX)).toEqual(Array.from({ length: people }, () => 'lost.words'));
    expect(new Set(said(ACME))).not.toContain('lost.words');
    expect(said(ACME).length).toBeGreaterThanOrEqual(10);
  },
);

it('what somebody has begun to write stays, while their desk is not configured, and is theirs once it is', async () => {
  const { clock, failures, configure, write, lane, said } = createLane();
  await configure(ACME, GLOBEX);
  write(GLOBEX, 1);
  await clock.advance(500);
  const dueAt = () => [...lane().states.values()].map((state) => state.dueAt);
  const [due] = dueAt();
  expect(due).toBeGreaterThan(0);

  await configure(ACME);
  await clock.advance(60_000);
  expect([said(GLOBEX), dueAt(), lane().dead.size]).toEqual([[], [due], 0]);

  await configure(ACME, GLOBEX);
  await clock.advance(5_000);
  expect(said(GLOBEX).length).toBeGreaterThan(0);
  expect([dueAt(), lane().dead.size, failures]).toEqual([[undefined], 0, []]);
});
