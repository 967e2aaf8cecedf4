import { Pool } from 'pg';
import { channelId, chatKey, deskId, makeRecord, type TopicRecord, toBytes, userKey } from '#contracts';
import { correlationSide } from '#correlation';
import { migrate } from '#correlation/schema';
import { type DeadLetter, laneOf, type Log, systemClock } from '#lane';
import { PostgresLog } from '#lane/log/postgres';
import { createPostgresStore } from '#lane/store/postgres';
import { freshDatabase } from '#testkit';
import { createDeadLetters, type DeadLetters, ListQuery } from '../index.js';

export const LANES = 2;

/** A database of its own, with letters in it and a log beside them. */
export type Stage = {
  pool: Pool;
  /** What operators do, to this log or the database's own, by this way to the database. */
  open(to?: Pick<Log, 'lanes' | 'publish'>, db?: Pick<Pool, 'query' | 'connect'>): DeadLetters;
  /** Lets time pass, for operators. */
  wait(ms: number): void;
  /** Which of these records lane `lane` knows, or takes in now. */
  known(lane: number, ids: readonly string[]): Promise<string[]>;
  takeIn(lane: number, ids: readonly string[]): Promise<void>;
  list(more?: object): ReturnType<DeadLetters['list']>;
  numbers(more?: object): Promise<number[]>;
  /** As its lane would. */
  die(...dead: DeadLetter[]): Promise<void>;
  /** What the database's log holds, oldest first. */
  published(): Promise<TopicRecord<'session-events'>[]>;
  close(): Promise<void>;
};

export async function openStage(server: string): Promise<Stage> {
  const database = await freshDatabase(server);
  await migrate(database.url, { lanes: LANES });
  const pool = new Pool({ connectionString: database.url, max: 4, pipeline: true } as object);
  const logger = { warn() {}, error() {} };
  const log = new PostgresLog({ databaseUrl: database.url, lanes: LANES, clock: systemClock, logger });
  await log.prepare(['session-events']);
  let waited = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + waited };
  const open: Stage['open'] = (to = log, db = pool) => createDeadLetters({ db, log: to, clock });
  const store = createPostgresStore({ pool, side: correlationSide });
  const owned = async (topic: DeadLetter['topic'], lane: number) => {
    const taken = await store.take(topic, lane, { holder: 'test', leaseHeld: true });
    if (taken.kind === 'held') throw new Error('the lane is held');
    return taken.own;
  };
  const list: Stage['list'] = (more = {}) => open().list(ListQuery.parse(more));
  return {
    pool,
    open,
    list,
    numbers: async (more) => (await list(more)).letters.map(({ number }) => number),
    async die(...dead) {
      for (const letters of Map.groupBy(dead, ({ topic, lane }) => `${topic}/${lane}`).values()) {
        const [{ topic, lane }] = letters as [DeadLetter];
        await store.transact(await owned(topic, lane), (tx) => tx.apply({ dead: letters }));
      }
    },
    wait: (ms) => void (waited += ms),
    async known(lane, ids) {
      const known = await store.transact(await owned('session-events', lane), (tx) => tx.known(ids));
      return [...known];
    },
    async takeIn(lane, ids) {
      await store.transact(await owned('session-events', lane), (tx) => tx.takeIn(ids, 1));
    },
    async published() {
      const { rows } = await pool.query<{ value: Buffer }>(`SELECT value FROM log_record ORDER BY lane, "offset"`);
      return rows.map(({ value }) => JSON.parse(value.toString('utf8')));
    },
    async close() {
      await log.close();
      await pool.end();
      await database.drop();
    },
  };
}

/** The update of a person that a lane could not take in: the `n`th of its chat. */
export function letter(n: number, more: Partial<DeadLetter> & { desk?: string } = {}): DeadLetter {
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
