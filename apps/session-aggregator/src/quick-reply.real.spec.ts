import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { fromBytes, makeRecord, messageId, plain, toBytes, type MessageHappening } from '#contracts';
import { correlationSide } from '#correlation';
import { migrate } from '#correlation/schema';
import { createEngine, laneOf, systemClock } from '#lane';
import { PostgresLog } from '#lane/log/postgres';
import { createLanePool, createPostgresStore } from '#lane/store/postgres';
import { silent } from '#telemetry';
import { freshDatabase, until } from '#testkit';
import { postgres } from '#testkit/parts';
import { linkCodes } from './domain/link-code.js';
import { sessionEvents } from './lane.js';
import { ANNA, ANNAS_LINK, DESK_OPTIONS, PRIVATE_CHAT } from './rehearsal/desk.js';

const DAY_MS = 86_400_000;
/** So late that the wall closes no window of this test: the next message does. */
const LATER = Date.now() + DAY_MS;
const server = await postgres();
let stage: Awaited<ReturnType<typeof openStage>>;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** A session-aggregator's lane on Postgres. */
async function openStage() {
  const database = await freshDatabase(server.url);
  await migrate(database.url, { lanes: 1 });
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const log = new PostgresLog({ databaseUrl: database.url, lanes: 1, clock: systemClock, logger: silent });
  await log.prepare(['session-events', 'tracker-work', 'deliveries']);
  const pool = createLanePool(database.url, { max: 4 });
  const failures: Error[] = [];
  const engine = createEngine({
    service: sessionEvents({ desk: () => DESK_OPTIONS, linkCode: linkCodes('a secret') }),
    group: 'session-aggregator',
    log,
    lease: undefined,
    store: createPostgresStore({ pool, side: correlationSide }),
    clock: systemClock,
    random: Math.random,
    logger: silent,
    holder: 'this test',
    inboxKeepsMs: 8 * DAY_MS,
  });
  await engine.start((error) => failures.push(error));
  return {
    client,
    log,
    failures,
    async close() {
      await engine.stop(5_000);
      await log.close();
      await pool.end();
      await client.end();
      await database.drop();
    },
  };
}

async function write(number: number, at: number, more: Partial<MessageHappening>): Promise<void> {
  const message = messageId(String(number));
  const record = makeRecord('session-events', 'update.v1', {
    key: PRIVATE_CHAT,
    at,
    causes: [`update ${number}`],
    ordinal: 0,
    body: {
      chat: PRIVATE_CHAT,
      chatKind: 'private',
      sender: { user: ANNA, name: 'Anna' },
      at,
      receivedAt: at,
      what: { kind: 'message', message, text: plain(`Words ${number}`), files: [], ...more },
    },
  });
  const { id, topic } = record;
  const sendBy = { wall: Date.now() + 10_000, monotonic: performance.now() + 10_000 };
  const { acknowledged } = await stage.log.publish(
    [{ ...toBytes(record), id, topic, lane: laneOf(PRIVATE_CHAT, 1) }],
    sendBy,
  );
  expect([...acknowledged]).toEqual([id]);
}

const takenIn = async (records: number) => {
  const { rows } = await stage.client.query<{ next_offset: string }>(
    `SELECT next_offset FROM lane WHERE topic = 'session-events'`,
  );
  return Number(rows[0]?.next_offset) === records;
};

async function commands() {
  const { rows } = await stage.client.query<{ key: string; value: Buffer }>(
    `SELECT key, value FROM log_record WHERE topic = 'tracker-work' ORDER BY "offset"`,
  );
  return rows.map((row) => {
    const parsed = fromBytes('tracker-work', row);
    if (!parsed.ok) throw new Error(parsed.cause);
    return parsed.record.body;
  });
}

it('finds the issue of a message whose row was committed after a reply to it was taken in', async () => {
  const { client, failures } = stage;
  const { desk, user, chat, account, login, accountName, userName } = ANNAS_LINK;
  await client.query(
    `INSERT INTO link (user_key, desk, chat, account, login, account_name, user_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`,
    [user, desk, chat, account, login, accountName, userName],
  );
  await write(1, LATER, { replyTo: messageId('news'), answersChannel: true });
  await until(() => takenIn(1));
  await client.query(`INSERT INTO message_about (chat, message, issue, direction) VALUES ($1, 'news', '4318', 'out')`, [
    PRIVATE_CHAT,
  ]);
  await write(2, LATER + 60_000, {});
  const [comment] = await until(async () => {
    const all = await commands();
    return all.length > 0 && all;
  });
  expect(comment).toMatchObject({
    action: { kind: 'comment', target: { issue: '4318' }, words: { text: { text: 'Words 1' } } },
  });
  expect(failures).toEqual([]);
});
