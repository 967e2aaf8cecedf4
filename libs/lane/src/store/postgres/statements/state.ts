import { toJson } from '../../json.js';
import type { StateWrite } from '../../store.js';
import { lastOfEach, wholeMs, type Place, type Statement } from './statement.js';

export type StateRow = { key: string; state: unknown; due_at: string | null };

export const readStates = ({ topic, lane }: Place, keys: readonly string[]): Statement => ({
  name: 'state.read',
  text: `SELECT key, state, due_at FROM lane_state WHERE topic = $1 AND lane = $2 AND key = ANY($3::text[])`,
  values: [topic, lane, keys],
});

export const readDue = ({ topic, lane }: Place, after: number, limit: number): Statement => ({
  name: 'state.due',
  text: `
    SELECT key, due_at FROM lane_state WHERE topic = $1 AND lane = $2 AND due_at > $3
    ORDER BY due_at FETCH FIRST ($4) ROWS WITH TIES`,
  values: [topic, lane, after, limit],
});

/** The last write of a key counts; `null` deletes it. */
export function writeStates(place: Place, writes: readonly StateWrite[]): Statement[] {
  const last = lastOfEach(writes, (write) => write.key);
  const kept = last.filter((write) => write.state !== null);
  const gone = last.filter((write) => write.state === null).map((write) => write.key);
  return [...(kept.length > 0 ? [upsert(place, kept)] : []), ...(gone.length > 0 ? [remove(place, gone)] : [])];
}

const upsert = ({ topic, lane }: Place, writes: readonly StateWrite[]): Statement => ({
  name: 'state.upsert',
  text: `
    INSERT INTO lane_state (topic, lane, key, state, due_at, idle_since)
    SELECT $1, $2, key, state::json, due_at, idle_since
    FROM unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[]) AS w (key, state, due_at, idle_since)
    ON CONFLICT (topic, lane, key)
    DO UPDATE SET state = excluded.state, due_at = excluded.due_at, idle_since = excluded.idle_since`,
  values: [
    topic,
    lane,
    writes.map((write) => write.key),
    writes.map((write) => toJson(write.state)),
    writes.map((write) => wholeMs(write.dueAt)),
    writes.map((write) => wholeMs(write.idleSince)),
  ],
});

const remove = ({ topic, lane }: Place, keys: readonly string[]): Statement => ({
  name: 'state.delete',
  text: `DELETE FROM lane_state WHERE topic = $1 AND lane = $2 AND key = ANY($3::text[])`,
  values: [topic, lane, keys],
});
