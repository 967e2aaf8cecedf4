import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { channelId, chatKey, deskId, makeRecord, type TopicRecord, toBytes, userKey } from '#contracts';
import { correlationSide } from '#correlation';
import { migrate } from '#correlation/schema';
import { type DeadLetter, laneOf, type Log, systemClock } from '#lane';
import { PostgresLog } from '#lane/log/postgres';
import { createPostgresStore } from '#lane/store/postgres';
import { freshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';
import { createDeadLetters, ListQuery } from './index.js';

const LANES = 2;
const server = await postgres();
let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: Pool;
let log: PostgresLog;

beforeEach(async () => {
  database = await freshDatabase(server.url);
  await migrate(database.url, { lanes: LANES });
  pool = new Pool({ connectionString: database.url, max: 4, pipeline: true } as object);
  log = new PostgresLog({
    databaseUrl: database.url,
    lanes: LANES,
    clock: systemClock,
    logger: { warn() {}, error() {} },
  });
  await log.prepare(['session-events']);
});
afterEach(async () => {
  await log.close();
  await pool.end();
  await database.drop();
});

const open = (to: Pick<Log, 'lanes' | 'publish'> = log) => createDeadLetters({ db: pool, log: to, clock: systemClock });
const list = (more: object = {}) => open().list(ListQuery.parse(more));
const numbers = async (more?: object) => (await list(more)).letters.map(({ number }) => number);

/** The update of a person that a lane could not take in: the `n`th of its chat. */
function letter(n: number, more: Partial<DeadLetter> & { desk?: string } = {}): DeadLetter {
  const desk = deskId(more.desk ?? 'acme');
  const [chat, person] = [chatKey(desk, channelId('bot'), '7'), userKey(desk, channelId('bot'), '7')];
  const what = { kind: 'membership' as const, status: 'present' as const };
  const body = {
    chat,
    chatKind: 'private' as const,
    sender: { user: person, name: 'Anna' },
    at: n,
    receivedAt: n,
    what,
  };
  const record = makeRecord('session-events', 'update.v1', { key: chat, at: n, causes: [String(n)], ordinal: 0, body });
  const lane = laneOf(chat, LANES);
  return {
    ...{ id: record.id, topic: 'session-events', lane, offset: n, key: chat, kind: record.kind },
    ...{ whose: { desk, chat, person }, cause: 'the core threw TypeError', value: toBytes(record).value },
    ...{ bornAt: n, at: 10_000 + n },
    ...more,
  };
}

/** As its lane would. */
async function die(...dead: DeadLetter[]): Promise<void> {
  const store = createPostgresStore({ pool, side: correlationSide });
  for (const [lane, letters] of Map.groupBy(dead, ({ lane }) => lane)) {
    const taken = await store.take('session-events', lane, { holder: 'test', leaseHeld: true });
    if (taken.kind === 'held') throw new Error('the lane is held');
    await store.transact(taken.own, (tx) => tx.apply({ dead: letters }));
  }
}

/** What the log holds, oldest first. */
async function published(): Promise<TopicRecord<'session-events'>[]> {
  const { rows } = await pool.query<{ value: Buffer }>(`SELECT value FROM log_record ORDER BY lane, "offset"`);
  return rows.map(({ value }) => JSON.parse(value.toString('utf8')));
}
const receivedAt = ({ body }: TopicRecord<'session-events'>) => 'receivedAt' in body && body.receivedAt;

describe('the list of dead letters', () => {
  it('goes page by page in the order in which they began, and says none of what they say', async () => {
    await die(letter(3), letter(1), letter(2), letter(5), letter(4));
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, after: first.next });
    const third = await list({ limit: 2, after: second.next });
    expect([first, second, third].map(({ letters }) => letters.map(({ bornAt }) => bornAt))).toEqual([
      [1, 2],
      [3, 4],
      [5],
    ]);
    expect(third.next).toBeUndefined();
    expect(JSON.stringify(first)).not.toMatch(/value|membership/);
  });

  it('is narrowed by desk, kind, cause, time and standing', async () => {
    await die(
      letter(1),
      letter(2, { desk: 'globex' }),
      letter(3, { kind: 'outcome.v1' }),
      letter(4, { cause: 'not JSON' }),
    );
    const all = await numbers();
    expect(await numbers({ desk: 'globex' })).toEqual([all[1]]);
    expect(await numbers({ kind: 'outcome.v1' })).toEqual([all[2]]);
    expect(await numbers({ cause: 'not json' })).toEqual([all[3]]);
    expect(await numbers({ since: 10_002, until: 10_004 })).toEqual([all[1], all[2]]);
    expect(await numbers({ standing: ['discarded'] })).toEqual([]);
  });

  it('reads a page of one desk among a hundred thousand by its index', async () => {
    await pool.query(
      `INSERT INTO dead_letter (topic, lane, id, key, cause, value, at, desk, born_at)
       SELECT 'deliveries', 0, n::text, 'k', 'c', '', n, 'desk ' || n % 10, n FROM generate_series(1, 100000) n`,
    );
    await pool.query('ANALYZE dead_letter');
    const asked = `EXPLAIN SELECT number FROM dead_letter WHERE standing = ANY('{open}') AND desk = 'desk 7'
      AND (born_at, number) > (500, 0) ORDER BY born_at, number LIMIT 50`;
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(asked);
    expect(rows.map((row) => row['QUERY PLAN']).join()).toMatch(/Index Scan using dead_letter_of_desk/);
    expect((await list({ desk: 'desk 7', after: '500-0' })).letters).toHaveLength(50);
  });
});

it('a letter says what it says only to who asks for it', async () => {
  await die(letter(1));
  const [number = 0] = await numbers();
  expect(await open().show(number, { body: false })).not.toHaveProperty('body');
  expect(await open().show(number, { body: true })).toMatchObject({ offset: 1, body: { kind: 'update.v1' } });
  expect(await open().show(4_711, { body: true })).toBeUndefined();
});

describe('a replay', () => {
  it('puts records into the lane’s topic in the order in which they began, however they died', async () => {
    await die(letter(2), letter(3), letter(1));
    expect(await open().replay({ filter: { desk: 'acme' } }, 'anna')).toEqual({ kind: 'done', replayed: 3, left: [] });
    expect((await published()).map(receivedAt)).toEqual([1, 2, 3]);
    expect(await numbers()).toEqual([]);
    const [first] = (await list({ standing: ['replayed'] })).letters;
    expect(first?.history).toMatchObject([{ what: 'given-up' }, { what: 'replayed', by: 'anna' }]);
  });

  it('by two at once, or twice, is one', async () => {
    await die(...Array.from({ length: 20 }, (_, n) => letter(n + 1)));
    await Promise.all(['anna', 'boris'].map((by) => open().replay({ filter: {} }, by)));
    await open().replay({ filter: {} }, 'anna');
    const records = await published();
    const taken = [...new Map(records.map((record) => [record.id, receivedAt(record)])).values()];
    expect(taken).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    const { letters } = await list({ standing: ['replayed'] });
    for (const { history } of letters) expect(history.map(({ what }) => what)).toEqual(['given-up', 'replayed']);
  });

  it('goes on with the same records where the log did not answer', async () => {
    await die(letter(1), letter(2));
    const deaf = { lanes: LANES, publish: async () => ({ acknowledged: new Set<string>() }) };
    expect(await open(deaf).replay({ filter: {} }, 'anna')).toMatchObject({ kind: 'not-acknowledged', replayed: 0 });
    expect((await list()).letters.map(({ standing }) => standing)).toEqual(['replaying', 'replaying']);
    const claimed = (await list()).letters.map(({ history }) => history.at(-1));
    await open().replay({ filter: {} }, 'boris');
    expect((await published()).map(({ id }) => id)).toEqual(
      claimed.map((event) => event?.what === 'replayed' && event.as),
    );
  });

  it('may be made again where what it replayed died again, as another record', async () => {
    await die(letter(1));
    await open().replay({ filter: {} }, 'anna');
    await die(letter(1, { cause: 'the core threw RangeError' }));
    expect((await list()).letters).toMatchObject([{ cause: 'the core threw RangeError', standing: 'open' }]);
    await open().replay({ filter: {} }, 'anna');
    expect(new Set((await published()).map(({ id }) => id)).size).toBe(2);
  });

  it('leaves a poison record that still does not parse a letter, and says why', async () => {
    await die(letter(1), letter(2, { value: Buffer.from('{') }));
    const [, poison] = await numbers();
    const left = [{ why: 'it still does not parse: not JSON', numbers: [poison] }];
    expect(await open().replay({ filter: {} }, 'anna')).toEqual({ kind: 'done', replayed: 1, left });
    expect(await numbers()).toEqual([poison]);
  });
});

it('what is discarded stays, with by whom and why, and is replayed no more', async () => {
  await die(letter(1), letter(2));
  const [number = 0] = await numbers();
  const decision = { by: 'anna', why: 'asked by phone' };
  expect(await open().discard({ numbers: [number] }, decision)).toBe(1);
  expect(await open().discard({ numbers: [number] }, decision)).toBe(0);
  const left = [{ why: 'there is no such letter that is open', numbers: [number] }];
  expect(await open().replay({ numbers: [number] }, 'anna')).toEqual({ kind: 'done', replayed: 0, left });
  expect(await open().show(number, { body: false })).toMatchObject({
    standing: 'discarded',
    history: [{ what: 'given-up' }, { what: 'discarded', ...decision }],
  });
});
