import type { QueryConfig } from 'pg';
import type { LaneNumber, Offset, Publishable } from '../log.js';

/** Where wake-ups are called out; what is called is the topic's name. */
export const CHANNEL = 'relaydesk_log';

export type Place = { topic: string; lane: LaneNumber };
export type HeadRow = Place & { next_offset: string };
export type RecordRow = { lane: LaneNumber; offset: string; key: string; value: Buffer; trace: string | null };
/** `ends`: the next offsets of its lanes, from lane 0 on, with commas between. */
export type HeadsRow = { topic: string; ends: string };
export type EndsRow = { lane: LaneNumber; first: string; end: string };

/** Ascending, so that two publishers never wait for each other; held until commit, so that no position shows early. */
export const lockHeads = (places: readonly Place[]): QueryConfig => ({
  name: 'log.lock-heads',
  text: `
    SELECT topic, lane, next_offset FROM log_head
    WHERE (topic, lane) IN (SELECT * FROM unnest($1::text[], $2::int[]))
    ORDER BY topic, lane
    FOR NO KEY UPDATE`,
  values: [places.map(({ topic }) => topic), places.map(({ lane }) => lane)],
});

export const appendRecords = (records: readonly (Publishable & { offset: Offset })[]): QueryConfig => ({
  name: 'log.append',
  text: `
    WITH appended AS (
      INSERT INTO log_record (topic, lane, "offset", id, key, value, trace)
      SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[], $4::text[], $5::text[], $6::bytea[], $7::text[])
      RETURNING topic, lane, "offset"
    ), ends AS (
      SELECT topic, lane, max("offset") + 1 AS next_offset FROM appended GROUP BY topic, lane
    ), moved AS (
      UPDATE log_head SET next_offset = ends.next_offset FROM ends
      WHERE log_head.topic = ends.topic AND log_head.lane = ends.lane
    )
    SELECT pg_notify('${CHANNEL}', topic) FROM ends GROUP BY topic`,
  values: [
    records.map(({ topic }) => topic),
    records.map(({ lane }) => lane),
    records.map(({ offset }) => offset),
    records.map(({ id }) => id),
    records.map(({ key }) => key),
    records.map(({ value }) => value),
    records.map(({ trace }) => trace ?? null),
  ],
});

/** What lies at and after each lane's position: at most `limit` records of a lane, and about `bytes` of values. */
export const readRecords = (
  topic: string,
  from: readonly { lane: LaneNumber; from: Offset }[],
  { limit, bytes }: { limit: number; bytes: number },
): QueryConfig => ({
  name: 'log.read',
  text: `
    SELECT record.lane, record."offset", record.key, record.value, record.trace
    FROM unnest($2::int[], $3::bigint[]) AS wanted (lane, start)
    CROSS JOIN LATERAL (
      SELECT page.*, sum(octet_length(value)) OVER (ORDER BY "offset") - octet_length(value) AS bytes_before
      FROM (
        SELECT * FROM log_record
        WHERE topic = $1 AND lane = wanted.lane AND "offset" >= wanted.start
        ORDER BY "offset" LIMIT $4
      ) AS page
    ) AS record
    WHERE record.bytes_before < $5
    ORDER BY record.lane, record."offset"`,
  values: [topic, from.map(({ lane }) => lane), from.map((it) => it.from), limit, bytes],
});

/** Whether anything is new, and nothing else: what is asked again and again where nobody writes. */
export const readHeads = (topics: readonly string[]): QueryConfig => ({
  name: 'log.heads',
  text: `
    SELECT topic, string_agg(next_offset::text, ',' ORDER BY lane) AS ends
    FROM log_head WHERE topic = ANY($1::text[]) GROUP BY topic`,
  values: [topics],
});

export const readEnds = (topic: string, lanes: readonly LaneNumber[]): QueryConfig => ({
  name: 'log.ends',
  text: `
    SELECT head.lane, head.next_offset AS end, coalesce((
      SELECT "offset" FROM log_record AS record
      WHERE record.topic = head.topic AND record.lane = head.lane ORDER BY "offset" LIMIT 1
    ), head.next_offset) AS first
    FROM log_head AS head WHERE topic = $1 AND lane = ANY($2::int[])`,
  values: [topic, lanes],
});

/** Where a group was when it last said so, for lanes it never spoke of: where the log begins. */
export const readStarts = (topic: string, group: string): QueryConfig => ({
  name: 'log.starts',
  text: `
    SELECT head.lane, coalesce(told.next_offset, (
      SELECT "offset" FROM log_record AS record
      WHERE record.topic = head.topic AND record.lane = head.lane ORDER BY "offset" LIMIT 1
    ), head.next_offset) AS start
    FROM log_head AS head LEFT JOIN log_group AS told
      ON told.topic = head.topic AND told.lane = head.lane AND told."group" = $2
    WHERE head.topic = $1 ORDER BY head.lane`,
  values: [topic, group],
});

export const tellGroup = (topic: string, group: string, next: ReadonlyMap<LaneNumber, Offset>): QueryConfig => ({
  name: 'log.tell-group',
  text: `
    INSERT INTO log_group (topic, "group", lane, next_offset)
    SELECT $1, $2, * FROM unnest($3::int[], $4::bigint[])
    ON CONFLICT (topic, "group", lane) DO UPDATE SET next_offset = excluded.next_offset`,
  values: [topic, group, [...next.keys()], [...next.values()]],
});

/** A slice of each lane's oldest records: those past their time that every group has taken in. */
export const deleteSlice = (retentionMs: number, slice: number): QueryConfig => ({
  name: 'log.delete-slice',
  text: `
    WITH taken AS (
      SELECT topic, lane, min(next_offset) AS next_offset FROM log_group GROUP BY topic, lane
    ), old AS (
      SELECT record.topic, record.lane, record."offset" FROM taken
      CROSS JOIN LATERAL (
        SELECT topic, lane, "offset", at FROM log_record
        WHERE topic = taken.topic AND lane = taken.lane AND "offset" < taken.next_offset
        ORDER BY "offset" LIMIT $2
      ) AS record
      WHERE record.at < now() - $1 * interval '1 millisecond'
    )
    DELETE FROM log_record USING old
    WHERE log_record.topic = old.topic AND log_record.lane = old.lane AND log_record."offset" = old."offset"`,
  values: [retentionMs, slice],
});
