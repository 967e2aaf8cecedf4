import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { channelId, chatKey, type DeskId, deskId, makeRecord, messageId, plain, toBytes, userKey } from '#contracts';
import { correlationSide } from '#correlation';
import { migrate } from '#correlation/schema';
import { createDeadLetters } from '#dead-letters';
import { createEngine, systemClock } from '#lane';
import { PostgresLog } from '#lane/log/postgres';
import { createLanePool, createPostgresStore } from '#lane/store/postgres';
import { silent } from '#telemetry';
import { freshDatabase, until } from '#testkit';
import { postgres } from '#testkit/parts';
import { linkCodes } from './domain/link-code.js';
import { sessionEvents } from './lane.js';
import { DESK_OPTIONS } from './rehearsal/desk.js';

const DAY_MS = 86_400_000;
const PEOPLE = 60;
const [ACME, GLOBEX] = [deskId('acme'), deskId('globex')];
const CHANNEL = channelId('bot');
const server = await postgres();
let stage: Awaited<ReturnType<typeof openStage>>;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** A log and a database, on which one session-aggregator after the other may run. */
async function openStage() {
  const database = await freshDatabase(server.url);
  await migrate(database.url, { lanes: 1 });
  const log = new PostgresLog({ databaseUrl: database.url, lanes: 1, clock: systemClock, logger: silent });
  await log.prepare(['session-events', 'tracker-work', 'deliveries']);
  const pool = createLanePool(database.url, { max: 4 });
  const db = new Pool({ connectionString: database.url, max: 2 });
  const ask = async (text: string) => Number((await db.query<{ count: string }>(text)).rows[0]?.count);
  return {
    log,
    ask,
    letters: createDeadLetters({ db, log, clock: systemClock }),
    /** One with these desks in its configuration; resolves with how to stop it. */
    async start(...desks: DeskId[]) {
      const failures: Error[] = [];
      const engine = createEngine({
        service: sessionEvents({
          desk: (id) => (desks.includes(id) ? DESK_OPTIONS : undefined),
          linkCode: linkCodes('a secret'),
        }),
        group: 'session-aggregator',
        log,
        lease: undefined,
        store: createPostgresStore({ pool, side: correlationSide }),
        clock: systemClock,
        random: Math.random,
        logger: silent,
        holder: desks.join(),
        inboxKeepsMs: 8 * DAY_MS,
      });
      await engine.start((error) => failures.push(error));
      return { failures, stop: () => engine.stop(5_000) };
    },
    async close() {
      await log.close();
      await Promise.all([pool.end(), db.end()]);
      await database.drop();
    },
  };
}

/** The first so many people of a desk write a word each. */
async function write(desk: DeskId, people: number): Promise<void> {
  const at = Date.now();
  const records = Array.from({ length: people }, (_, nth) => {
    const [chat, user] = [chatKey(desk, CHANNEL, String(nth)), userKey(desk, CHANNEL, String(nth))];
    const what = { kind: 'message' as const, message: messageId('1'), text: plain('The shop is slow'), files: [] };
    const body = { chat, chatKind: 'private' as const, sender: { user, name: 'Anna' }, at, receivedAt: at, what };
    const record = makeRecord('session-events', 'update.v1', { key: chat, at, causes: [chat], ordinal: 0, body });
    return { ...toBytes(record), id: record.id, topic: record.topic, lane: 0 };
  });
  const { acknowledged } = await stage.log.publish(records, {
    wall: Date.now() + 10_000,
    monotonic: performance.now() + 10_000,
  });
  expect(acknowledged.size).toBe(people);
}

it('what was written to a desk that is not configured stops no other, and is taken in once it is, and replayed', async () => {
  const { ask, letters } = stage;
  const sessionsOf = (desk: DeskId) => ask(`SELECT count(*) FROM lane_state WHERE key LIKE '${desk}/%'`);
  const without = await stage.start(ACME);
  await write(GLOBEX, PEOPLE);
  await write(ACME, 1);
  await until(async () => (await sessionsOf(ACME)) === 1);
  await without.stop();
  expect([without.failures, await sessionsOf(GLOBEX)]).toEqual([[], 0]);
  const list = { standing: ['open' as const], limit: 1_000 };
  const { letters: open } = await letters.list(list);
  expect(open.map(({ desk, cause }) => `${desk}: ${cause}`)).toEqual(
    Array.from({ length: PEOPLE }, () => 'globex: its desk is not configured'),
  );

  const withIt = await stage.start(ACME, GLOBEX);
  expect(await letters.replay({ filter: { desk: GLOBEX } }, 'anna')).toMatchObject({ replayed: PEOPLE, left: [] });
  await until(async () => (await sessionsOf(GLOBEX)) === PEOPLE);
  await withIt.stop();
  expect([withIt.failures, (await letters.list(list)).letters]).toEqual([[], []]);
});
