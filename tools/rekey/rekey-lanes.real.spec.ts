import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { channelId, chatKey, deskId, sessionKey, userKey } from '#contracts';
import { migrate } from '#correlation/schema';
import { laneOf } from '#lane';
import { freshDatabase, type FreshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';

const LANES = 7;
const { url: server } = await postgres();
const script = await readFile(join(import.meta.dirname, '..', '..', 'deploy', 'rekey-lanes.sql'), 'utf8');

const desk = deskId('acme');
const channel = channelId('telegram');
const chats = Array.from({ length: 200 }, (_, i) => chatKey(desk, channel, String(-1_002_000_000_000 - i * 7_919)));
const sessions = chats.map((chat, i) => sessionKey(chat, userKey(desk, channel, String(5_000_000_000 + i))));

describe('giving a database another number of lanes', () => {
  let database: FreshDatabase;
  let client: Client;

  beforeEach(async () => {
    database = await freshDatabase(server);
    await migrate(database.url, { lanes: 4 });
    client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `INSERT INTO lane_state (topic, lane, key, state) SELECT 'session-events', lane, key, '{}'
       FROM unnest($1::int[], $2::text[]) AS t (lane, key)`,
      [chats.map((chat) => laneOf(chat, 4)), sessions],
    );
    await client.query(
      `INSERT INTO inbox (topic, lane, day, id) SELECT topic, 3, (now() AT TIME ZONE 'utc')::date, 'known'
       FROM unnest('{session-events,tracker-work}'::text[]) topic`,
    );
    await addWork('follow', 'a');
  });

  afterEach(async () => {
    await client.end();
    await database.drop();
  });

  const rekey = () => client.query(script.replace(':lanes', String(LANES)));
  const addWork = (kind: string, id: string) =>
    client.query(
      `INSERT INTO work (topic, lane, id, seq, kind, order_key, endpoint, effect, body, born_at, state, due_at, attempt, tries)
       VALUES ('tracker-work', 0, $2, 0, $1, $2, 'e', false, '{}', 0, 'ready', 0, 0, 0)`,
      [kind, id],
    );
  const rows = async <T extends object>(sql: string) => (await client.query<T>(sql)).rows;

  it('takes every session to the lane of its chat', async () => {
    await rekey();
    const stored = await rows<{ key: string; lane: number }>('SELECT key, lane FROM lane_state');
    const expected = new Map<string, number>(sessions.map((key, i) => [key, laneOf(chats[i] ?? '', LANES)]));
    expect(new Map(stored.map(({ key, lane }) => [key, lane]))).toEqual(expected);
    expect(new Set(expected.values()).size).toBe(LANES);
  });

  it('lets Relaydesk start with the new number, each lane at the beginning', async () => {
    await rekey();
    await migrate(database.url, { lanes: LANES });
    const lanes = await rows<{ count: number; begun: number }>(
      'SELECT count(*)::int AS count, max(next_offset)::int AS begun FROM lane GROUP BY topic',
    );
    expect(lanes).toEqual(Array.from({ length: 3 }, () => ({ count: LANES, begun: 0 })));
  });

  it('still knows an update that comes again, whatever its lane, and has desks followed anew', async () => {
    await rekey();
    const known = await rows('SELECT topic, lane FROM inbox ORDER BY lane');
    expect(known).toEqual(Array.from({ length: LANES }, (_, lane) => ({ topic: 'session-events', lane })));
    expect(await rows('SELECT FROM work')).toEqual([]);
  });

  it.each([
    ['work waits', () => addWork('write', 'b'), 'Not drained: work waits'],
    [
      'a record waits to be published',
      () => client.query(`INSERT INTO outbox VALUES ('deliveries', 0, 1, 'id', 'deliveries', 'key', 'x')`),
      'Not drained: records wait',
    ],
    [
      'a service still runs',
      () => client.query(`UPDATE lane SET holder = 'me', heartbeat = date_part('epoch', now()) * 1000 WHERE lane = 0`),
      'A service still runs',
    ],
  ])('refuses while %s, and changes nothing', async (_, make, words) => {
    await make();
    await expect(rekey()).rejects.toThrow(words);
    await client.query('ROLLBACK');
    expect(await rows(`SELECT value FROM setting WHERE name = 'lanes'`)).toEqual([{ value: '4' }]);
  });
});
