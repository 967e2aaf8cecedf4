import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { until } from '#testkit';
import { kafka, type Own, ownPostgres, type PostgresPart, redis, redmine } from '#testkit/parts';
import { type TcpProxy, tcpProxy } from '#testkit/proxies';
import { isMarked, makeIssue } from './rehearsal/conversation.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const [{ brokers }, { url: redisUrl }, tracker] = [await kafka(), await redis(), await redmine()];
const primary: Own<PostgresPart> = await ownPostgres({ replicated: true });
const replica = primary.replica ?? '';
let toPostgres: TcpProxy;
let stage: Stage;

beforeAll(async () => {
  toPostgres = await tcpProxy({ to: primary.url });
  const ground = { postgres: toPostgres.through(primary.url), brokers, redis: redisUrl };
  stage = await openStage(ground, tracker, { options: { pollSeconds: 1 } });
});
afterAll(async () => {
  await stage.close();
  await toPostgres.stop();
  await primary.stop();
});

/** Run one by one on the replica, in this database of its; gives what the last one found. */
async function onReplica<T extends object>(statements: string[], database = 'postgres'): Promise<T[]> {
  const client = new Client({ connectionString: new URL(database, replica).href });
  await client.connect();
  let found: T[] = [];
  for (const statement of statements) found = (await client.query<T>(statement)).rows;
  await client.end();
  return found;
}

type Dated = { what: string; at: number };
/** What was committed and says when: accounts linked, words written. */
const DATED = `
  SELECT 'link of ' || account_name AS what, at::float8 AS at FROM link
  UNION ALL SELECT command, at::float8 FROM claim`;

/** What the primary has committed and the replica has not. */
async function unknownToReplica(): Promise<{ kept: Dated[]; lost: Dated[] }> {
  const [here] = await stage.cluster.ask<{ name: string }>(`SELECT current_database() AS name`);
  const kept = await onReplica<Dated>([DATED], here?.name);
  return { kept, lost: missingIn(kept, await stage.cluster.ask<Dated>(DATED)) };
}

const missingIn = (some: readonly Dated[], all: readonly Dated[]) =>
  all.filter(({ what, at }) => !some.some((one) => one.what === what && one.at === at));
const earliest = (some: readonly Dated[]) => Math.min(...some.map(({ at }) => at));
const latest = (some: readonly Dated[]) => Math.max(...some.map(({ at }) => at));

/** Waits until the replica has all that was committed until now. */
async function caughtUp(): Promise<void> {
  const lag = `SELECT FROM pg_stat_replication WHERE replay_lsn >= $1::pg_lsn`;
  const [row] = await stage.cluster.ask<{ lsn: string }>(`SELECT pg_current_wal_lsn()::text AS lsn`);
  await until(async () => (await stage.cluster.ask(lag, [row?.lsn])).length === 1);
}

it('a failover to a replica that lags loses no write to Redmine and doubles none, while the services run on', async () => {
  const { cluster, office } = stage;
  await cluster.startAll();
  const anna = await stage.linked('Anna', 'Karenina', 'Customer');
  const { issue, told } = await makeIssue(anna.chat, 'The shop answers 502');
  const say = async (words: string) => isMarked(anna.chat, anna.chat.reply(told.id, words));
  await say('word 1');
  await caughtUp();
  await onReplica([`ALTER SYSTEM SET primary_conninfo = ''`, `SELECT pg_reload_conf()`]);
  await until(async () => (await cluster.ask(`SELECT FROM pg_stat_replication`)).length === 0);

  for (const words of ['word 2', 'thanks', 'thanks']) await say(words);
  await stage.linked('Boris', 'Akunin', 'Customer');
  const { kept, lost } = await unknownToReplica();
  expect(lost.map(({ what }) => what)).toContain('link of Boris Akunin');
  const onTheWay = anna.chat.reply(told.id, 'word 3');
  await primary.kill(0);
  await onReplica([`SELECT pg_promote()`]);
  toPostgres.leadTo(replica);
  toPostgres.cut();

  await isMarked(anna.chat, onTheWay);
  await say('word 4');
  await until(async () => (await cluster.ask(`SELECT FROM work WHERE kind = 'write'`)).length === 0);
  const notes = (await office.read(issue)).journals.map((journal) => journal.notes);
  expect(notes).toEqual(['word 1', 'word 2', 'thanks', 'thanks', 'word 3', 'word 4']);
  expect((await office.createdBy(anna.account)).map(({ id }) => id)).toEqual([issue]);

  const { output } = await cluster.run(['doctor']);
  const named = [...output.matchAll(/nothing of what was done between (.*) and (.*) at the latest/g)];
  expect(named).toHaveLength(1);
  const [since, before] = (named[0] ?? []).slice(1).map(Date.parse) as [number, number];
  // What is lost is in it, and what is kept is not: lanes are heard once a second, and it is told in whole seconds.
  expect(since).toBeLessThanOrEqual(earliest(lost));
  expect(since).toBeGreaterThan(latest(kept) - 3_000);
  expect(before).toBeGreaterThanOrEqual(latest(lost));
  expect(before).toBeLessThanOrEqual(earliest(missingIn(kept, await cluster.ask<Dated>(DATED))) + 1_000);
});
