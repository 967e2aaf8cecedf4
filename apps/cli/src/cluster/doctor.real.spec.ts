import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '#testkit';
import { kafka, postgres, redis, redmine } from '#testkit/parts';
import { type Cluster, openCluster } from './rehearsal/cluster.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(ground, tracker, {});
});
afterAll(() => stage.close());

type Finding = { about: string; state: string; says: string; todo?: string };
async function examined(cluster: Cluster, env: Record<string, string> = {}) {
  const { code, output } = await cluster.run(['doctor', '--json'], env);
  const findings = output.split('\n').map((line) => JSON.parse(line) as Finding);
  return { code, all: findings, of: (about: string) => findings.find((finding) => finding.about === about) };
}

const stranger = {
  id: 'stranger',
  name: 'A desk with a wrong key',
  channels: [
    {
      id: 'telegram',
      messenger: 'telegram',
      token: '1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      apiRoot: 'http://127.0.0.1:9',
    },
  ],
  tracker: { kind: 'redmine', url: tracker.url, apiKey: 'a wrong key' },
};

describe('relaydesk doctor', () => {
  it('finds everything as it should be, and ends with 1 once nobody works on a service’s lanes, which it names', async () => {
    const { cluster } = stage;
    const { notifier } = await cluster.startAll();
    const held = () => cluster.ask(`SELECT FROM lane WHERE holder IS NULL`);
    await until(async () => (await held()).length === 0);
    const sound = await examined(cluster);
    expect(sound.code).toBe(0);
    for (const about of ['database', 'Kafka', 'Redis', 'session-aggregator', 'tracker-adapter', 'notifier'])
      expect([about, sound.of(about)?.state]).toEqual([about, 'fine']);

    expect(await notifier.stop()).toBe(0);
    const sick = await examined(cluster);
    expect(sick.code).toBe(1);
    expect(sick.of('notifier')).toMatchObject({ state: 'wrong', todo: 'relaydesk start notifier' });
    expect(sick.of('session-aggregator')?.state).toBe('fine');
  });

  it('says of each part that is not there what that means, and of the others what it finds', async () => {
    const away = { KAFKA_BROKERS: '127.0.0.1:9', REDIS_URL: 'redis://127.0.0.1:9' };
    const { code, of } = await examined(stage.cluster, away);
    expect(code).toBe(1);
    expect([of('database')?.state, of('Kafka')?.state, of('Redis')?.state]).toEqual(['fine', 'wrong', 'notice']);
    const withoutDatabase = await examined(stage.cluster, {
      DATABASE_URL: 'postgres://someone:secret@127.0.0.1:9/none',
    });
    expect(withoutDatabase.of('database')?.says).toContain('Postgres does not answer at 127.0.0.1:9');
    expect(JSON.stringify(withoutDatabase.of('database'))).not.toContain('secret');
  });

  it('warns of dead letters that nobody has decided about for longer than they are kept, and of no other', async () => {
    const cluster = await openCluster(ground, [stranger]);
    try {
      const letter = `INSERT INTO dead_letter (topic, lane, id, key, cause, value, at, standing)
          SELECT 'deliveries', 0, gen_random_uuid(), 'k', 'failed', '', $1, unnest($2::text[])`;
      const daysAgo = (days: number) => Date.now() - days * 86_400_000;
      await cluster.ask(letter, [daysAgo(91), ['open', 'replaying', 'replayed', 'discarded']]);
      await cluster.ask(letter, [daysAgo(89), ['open']]);
      const { all } = await examined(cluster);
      const said = all.flatMap(({ about, state, says }) => (about === 'dead letters' ? [[state, says]] : []));
      expect(said).toEqual([
        ['notice', '2 stand, and can be replayed'],
        ['notice', '2 have waited for longer than 90 days, and stay until they are replayed or discarded'],
      ]);
    } finally {
      await cluster.close();
    }
  });

  it('says of tables of an older release what to do about them', async () => {
    const cluster = await openCluster(ground, [stranger]);
    try {
      await cluster.ask(`ALTER TABLE lane DROP COLUMN forgot_since`);
      await cluster.ask(`DELETE FROM migration WHERE name LIKE 'ForgottenTimes%'`);
      const { code, of } = await examined(cluster);
      expect(code).toBe(1);
      expect(of('database')).toMatchObject({ state: 'wrong', todo: 'relaydesk migrate' });
    } finally {
      await cluster.close();
    }
  });

  it('tells which desk’s tracker or channel does not let it in, and no secret', async () => {
    const cluster = await openCluster(ground, [stranger]);
    try {
      const { code, of } = await examined(cluster);
      expect(code).toBe(1);
      expect(of('desk stranger, tracker')).toMatchObject({
        state: 'wrong',
        todo: 'put it right in the configuration',
      });
      expect(of('desk stranger, channel telegram')).toMatchObject({ state: 'wrong' });
      expect(JSON.stringify(of('desk stranger, tracker'))).not.toContain('a wrong key');
    } finally {
      await cluster.close();
    }
  });
});
