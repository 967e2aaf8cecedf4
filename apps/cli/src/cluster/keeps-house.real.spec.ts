import { expect, it } from '@jest/globals';
import { until } from '#testkit';
import { kafka, postgres, redis } from '#testkit/parts';
import { openCluster } from './rehearsal/cluster.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const DAY_MS = 86_400_000;
/** What nobody answers at. */
const nowhere = 'http://127.0.0.1:9';
const desk = {
  id: 'quiet',
  name: 'A desk whose outside is away',
  channels: [{ id: 'telegram', messenger: 'telegram', token: `1:${'A'.repeat(35)}`, apiRoot: nowhere }],
  tracker: { kind: 'redmine', url: nowhere, apiKey: 'a key' },
};

it('a service that starts drops the inbox of long ago, and letters that were decided about long ago', async () => {
  const cluster = await openCluster(ground, [desk]);
  try {
    await cluster.ask(
      `CREATE TABLE inbox_20200101 PARTITION OF inbox FOR VALUES FROM ('2020-01-01') TO ('2020-01-02')`,
    );
    await cluster.ask(
      `INSERT INTO dead_letter (topic, lane, id, key, cause, value, at, standing)
         SELECT 'deliveries', 0, standing, 'k', 'failed', '', $1, standing FROM unnest(ARRAY['open', 'discarded']) AS standing`,
      [Date.now() - 91 * DAY_MS],
    );
    await cluster.begin('notifier');
    const left = () =>
      cluster.ask(`SELECT id FROM dead_letter UNION ALL SELECT relname FROM pg_class WHERE relname = 'inbox_20200101'`);
    await until(async () => (await left()).length < 2);
    expect(await left()).toEqual([{ id: 'open' }]);
  } finally {
    await cluster.close();
  }
});
