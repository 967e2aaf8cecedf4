import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { freshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';
import { channelOwnership } from './index.js';
import { migrate } from './schema/index.js';

const server = await postgres();
let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: Pool;

beforeEach(async () => {
  database = await freshDatabase(server.url);
  await migrate(database.url, { lanes: 1 });
  pool = new Pool({ connectionString: database.url });
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

describe('channels', () => {
  it('belong to whoever took them first, each by itself', async () => {
    const [one, other] = [channelOwnership(pool, 'one'), channelOwnership(pool, 'other')];
    expect(await one.keep(['a', 'b'])).toEqual(new Set(['a', 'b']));
    expect(await other.keep(['b', 'c'])).toEqual(new Set(['c']));
    expect(await one.keep(['a', 'b', 'c'])).toEqual(new Set(['a', 'b']));
  });

  it('are another’s once let go, or once nothing was heard for 6 s', async () => {
    const [one, other] = [channelOwnership(pool, 'one'), channelOwnership(pool, 'other')];
    await one.keep(['a', 'b', 'c']);
    await one.letGo(['a']);
    await pool.query(`UPDATE channel_owner SET heartbeat = heartbeat - 6100 WHERE channel = 'b'`);
    expect(await other.keep(['a', 'b', 'c'])).toEqual(new Set(['a', 'b']));
  });

  it('are taken by many gateways at once without one waiting for ever', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `channel-${i}`);
    const takers = Array.from({ length: 8 }, (_, i) => channelOwnership(pool, `gateway-${i}`));
    const kept = await Promise.all(takers.map((taker, i) => taker.keep(i % 2 ? names : [...names].reverse())));
    expect(kept.reduce((sum, { size }) => sum + size, 0)).toBe(200);
  });
});
