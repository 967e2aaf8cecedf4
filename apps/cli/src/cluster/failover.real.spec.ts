import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { until } from '#testkit';
import { kafka, type Own, ownPostgres, type PostgresPart, redis, redmine } from '#testkit/parts';
import { type TcpProxy, tcpProxy } from '#testkit/proxies';
import { isMarked, LONG_MS, makeIssue } from './rehearsal/conversation.js';
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
}, LONG_MS);
afterAll(async () => {
  await stage.close();
  await toPostgres.stop();
  await primary.stop();
});

async function onReplica(...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: replica });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** Waits until the replica has all that was committed until now. */
async function caughtUp(): Promise<void> {
  const lag = `SELECT FROM pg_stat_replication WHERE replay_lsn >= $1::pg_lsn`;
  const [row] = await stage.cluster.ask<{ lsn: string }>(`SELECT pg_current_wal_lsn()::text AS lsn`);
  await until(async () => (await stage.cluster.ask(lag, [row?.lsn])).length === 1);
}

it(
  'a failover to a replica that lags loses no write to Redmine and doubles none, while the services run on',
  async () => {
    const { cluster, office } = stage;
    const beganAt = Date.now();
    await cluster.startAll();
    const anna = await stage.linked('Anna', 'Karenina', 'Customer');
    const { issue, told } = await makeIssue(anna.chat, 'The shop answers 502');
    const say = async (words: string) => isMarked(anna.chat, anna.chat.reply(told.id, words));
    await say('word 1');
    await caughtUp();
    await onReplica(`ALTER SYSTEM SET primary_conninfo = ''`, `SELECT pg_reload_conf()`);
    await until(async () => (await cluster.ask(`SELECT FROM pg_stat_replication`)).length === 0);
    const laggingAt = Date.now();

    for (const words of ['word 2', 'thanks', 'thanks']) await say(words);
    const onTheWay = anna.chat.reply(told.id, 'word 3');
    await primary.kill(0);
    await onReplica(`SELECT pg_promote()`);
    toPostgres.leadTo(replica);
    toPostgres.cut();

    await isMarked(anna.chat, onTheWay);
    await say('word 4');
    await until(async () => (await cluster.ask(`SELECT FROM work WHERE kind = 'write'`)).length === 0, {
      within: 60_000,
    });
    const notes = (await office.read(issue)).journals.map((journal) => journal.notes);
    expect(notes).toEqual(['word 1', 'word 2', 'thanks', 'thanks', 'word 3', 'word 4']);
    expect((await office.createdBy(anna.account)).map(({ id }) => id)).toEqual([issue]);

    const { output } = await cluster.run(['doctor']);
    const [since = ''] = /nothing of what was done between (.*) and .* at the latest/.exec(output)?.slice(1) ?? [];
    expect(Date.parse(since)).toBeLessThanOrEqual(laggingAt);
    expect(Date.parse(since)).toBeGreaterThan(beganAt);
  },
  LONG_MS,
);
