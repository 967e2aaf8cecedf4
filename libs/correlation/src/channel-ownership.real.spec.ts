import { afterEach, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { freshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';
import { describeChannelOwnership } from './conformance/channel-ownership.js';
import { channelOwnership } from './index.js';
import { migrate } from './schema/index.js';

const server = await postgres();
let open = new AsyncDisposableStack();
afterEach(async () => {
  await open.disposeAsync();
  open = new AsyncDisposableStack();
});

async function fresh() {
  const database = await freshDatabase(server.url);
  open.defer(() => database.drop());
  await migrate(database.url, { lanes: 1 });
  const pool = new Pool({ connectionString: database.url });
  open.defer(() => pool.end());
  return pool;
}

describeChannelOwnership('channels in Postgres', async () => {
  const pool = await fresh();
  return {
    as: (holder) => channelOwnership(pool, holder),
    pass: async (ms) => void (await pool.query('UPDATE channel_owner SET heartbeat = heartbeat - $1::bigint', [ms])),
  };
});

it('channels are taken by many gateways at once without one waiting for ever', async () => {
  const pool = await fresh();
  const names = Array.from({ length: 200 }, (_, i) => `channel-${i}`);
  const takers = Array.from({ length: 8 }, (_, i) => channelOwnership(pool, `gateway-${i}`));
  const kept = await Promise.all(takers.map((taker, i) => taker.keep(i % 2 ? names : [...names].reverse())));
  expect(kept.reduce((sum, { size }) => sum + size, 0)).toBe(200);
});
