import type { Place, Statement } from './statement.js';

/** Over all live day-partitions: a unique key per partition alone would let an id in twice around midnight. */
export const knownIds = ({ topic, lane }: Place, ids: readonly string[]): Statement => ({
  name: 'inbox.known',
  text: `SELECT id FROM inbox WHERE topic = $1 AND lane = $2 AND id = ANY($3::text[])`,
  values: [topic, lane, ids],
});

export const rememberIds = ({ topic, lane }: Place, ids: readonly string[]): Statement => ({
  name: 'inbox.remember',
  text: `
    INSERT INTO inbox (topic, lane, day, id)
    SELECT $1, $2, (now() AT TIME ZONE 'utc')::date, id FROM unnest($3::text[]) AS id`,
  values: [topic, lane, ids],
});
