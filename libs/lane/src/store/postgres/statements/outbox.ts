import type { TopicName } from '#contracts';
import type { OutboxRow } from '../../store.js';
import type { Place, Statement } from './statement.js';

export type StoredOutboxRow = { id: string; to_topic: TopicName; key: string; value: Buffer; trace: string | null };

export const readOutbox = ({ topic, lane }: Place): Statement => ({
  name: 'outbox.read',
  text: `SELECT id, to_topic, key, value, trace FROM outbox WHERE topic = $1 AND lane = $2 ORDER BY position`,
  values: [topic, lane],
});

export const toOutboxRow = (row: StoredOutboxRow): OutboxRow => ({
  id: row.id,
  topic: row.to_topic,
  key: row.key,
  value: row.value,
  trace: row.trace ?? undefined,
});

/** Rows take the positions from `first` on. One that waits already (work done again) stays where it is. */
export const addToOutbox = ({ topic, lane }: Place, rows: readonly OutboxRow[], first: number): Statement => ({
  name: 'outbox.add',
  text: `
    INSERT INTO outbox (topic, lane, position, id, to_topic, key, value, trace)
    SELECT $1, $2, $3 + row - 1, id, to_topic, key, value, trace
    FROM unnest($4::text[], $5::text[], $6::text[], $7::bytea[], $8::text[])
      WITH ORDINALITY AS w (id, to_topic, key, value, trace, row)
    ON CONFLICT (topic, lane, id) DO NOTHING`,
  values: [
    topic,
    lane,
    first,
    rows.map((row) => row.id),
    rows.map((row) => row.topic),
    rows.map((row) => row.key),
    rows.map((row) => row.value),
    rows.map((row) => row.trace),
  ],
});

export const removeFromOutbox = ({ topic, lane }: Place, ids: readonly string[]): Statement => ({
  name: 'outbox.remove',
  text: `DELETE FROM outbox WHERE topic = $1 AND lane = $2 AND id = ANY($3::text[])`,
  values: [topic, lane, ids],
});
