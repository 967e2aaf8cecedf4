import type { Pool } from 'pg';
import { toBytes } from '#contracts';
import { withConnection } from '../../../libs/lane/src/store/postgres/with-connection.js';
import type { Written } from '../../lanes/update-record.js';
import { hear } from './hear.js';

const TOPIC = 'session-events';
/** What our lanes do for a batch, each said for one record. */
const SQL = {
  lock: 'SELECT next_offset, next_position FROM lane WHERE topic = $1 AND lane = $2 FOR NO KEY UPDATE',
  known: 'SELECT 1 FROM inbox WHERE topic = $1 AND lane = $2 AND id = $3',
  state: 'SELECT state FROM lane_state WHERE topic = $1 AND lane = $2 AND key = $3',
  remember: `INSERT INTO inbox (topic, lane, day, id) VALUES ($1, $2, (now() AT TIME ZONE 'utc')::date, $3)`,
  keep: `INSERT INTO lane_state (topic, lane, key, state) VALUES ($1, $2, $3, $4::json)
    ON CONFLICT (topic, lane, key) DO UPDATE SET state = excluded.state`,
  publish: `INSERT INTO outbox (topic, lane, position, id, to_topic, key, value) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (topic, lane, id) DO NOTHING`,
  move: `UPDATE lane SET next_offset = $3, next_position = next_position + 1, serial = serial + 1
    WHERE topic = $1 AND lane = $2`,
};

type LaneRow = { next_offset: string; next_position: string };

/** One record in one transaction; says whether it is new. */
export const takeInOne = (pool: Pool, { lane, offset }: { lane: number; offset: number }, record: Written) =>
  withConnection(pool, async (client) => {
    const run = <Row extends object>(name: keyof typeof SQL, ...values: unknown[]) =>
      client.query<Row>({ name: `one.${name}`, text: SQL[name], values: [TOPIC, lane, ...values] });
    const [, locked, known, states] = await Promise.all([
      client.query('BEGIN'),
      run<LaneRow>('lock'),
      run('known', record.id),
      run<{ state: unknown }>('state', record.key),
    ]);
    const row = locked.rows[0];
    if (!row) throw new Error(`There is no lane ${lane}.`);
    const fresh = known.rowCount === 0 && offset >= Number(row.next_offset);
    if (!fresh) {
      await client.query('COMMIT');
      return false;
    }
    const { state, delivery } = hear(record, states.rows[0]?.state);
    const { key, value } = toBytes(delivery);
    await Promise.all([
      run('remember', record.id),
      run('keep', record.key, JSON.stringify(state)),
      run('publish', row.next_position, delivery.id, delivery.topic, key, value),
      run('move', offset + 1),
      client.query('COMMIT'),
    ]);
    return true;
  });
