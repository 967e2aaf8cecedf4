import { type GoneBack, KEPT_FORGOTTEN, type Ownership } from '../../store.js';
import type { Place, Statement } from './statement.js';

/** The timeline this connection writes to: the first 8 digits of the current WAL file. A failover begins another. */
const TIMELINE = `left(pg_walfile_name(pg_current_wal_lsn()), 8)`;
/** Database time in the unit of all our times: ms since 1970. */
const NOW = `(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;
const OURS = `topic = $1 AND lane = $2 AND epoch = $3 AND nonce = $4 AND timeline = ${TIMELINE}`;

const ours = ({ topic, lane, epoch, nonce }: Ownership) => [topic, lane, epoch, nonce];

export type HolderRow = { epoch: string; holder: string | null };

export const readHolder = ({ topic, lane }: Place): Statement => ({
  name: 'lane.holder',
  text: `SELECT epoch, holder FROM lane WHERE topic = $1 AND lane = $2`,
  values: [topic, lane],
});

/** `last_heard`: when an owner that wrote anything last gave a sign of life; what a database that has gone back knows ends there. */
export const takeLane = (
  { topic, lane }: Place,
  take: { epoch: string; nonce: string; holder: string; leaseHeld: boolean; staleMs: number },
): Statement => ({
  name: 'lane.take',
  text: `
    UPDATE lane
    SET epoch = epoch + 1, nonce = $4, holder = $5, heartbeat = ${NOW}, timeline = ${TIMELINE}, serial = 0,
      last_heard = CASE WHEN serial > 0 OR last_heard = 0 THEN heartbeat ELSE last_heard END
    WHERE topic = $1 AND lane = $2 AND epoch = $3
      AND ($6::boolean OR holder IS NULL OR heartbeat <= ${NOW} - $7::bigint)
    RETURNING epoch`,
  values: [topic, lane, take.epoch, take.nonce, take.holder, take.leaseHeld, take.staleMs],
});

export const renewHeartbeat = (own: Ownership): Statement => ({
  name: 'lane.heartbeat',
  text: `UPDATE lane SET heartbeat = ${NOW} WHERE ${OURS} RETURNING 1`,
  values: ours(own),
});

/**
 * Renews those of these lanes that are still ours; but for those that somebody is just writing to, who is not waited for. Tells
 * which it left out: as good as always none, once a second.
 */
export const renewHeartbeats = (owned: readonly Ownership[]): Statement => ({
  name: 'lane.heartbeats',
  text: `
    WITH own AS (
      SELECT * FROM json_to_recordset($1::json) AS own (topic text, lane integer, epoch bigint, nonce text)
    ), free AS (
      SELECT lane.topic, lane.lane
      FROM lane
      JOIN own
        ON lane.topic = own.topic AND lane.lane = own.lane AND lane.epoch = own.epoch AND lane.nonce = own.nonce
      WHERE lane.timeline = ${TIMELINE}
      FOR NO KEY UPDATE OF lane SKIP LOCKED
    ), renewed AS (
      UPDATE lane SET heartbeat = ${NOW} FROM free WHERE lane.topic = free.topic AND lane.lane = free.lane
      RETURNING lane.topic, lane.lane
    )
    SELECT topic, lane FROM own EXCEPT SELECT topic, lane FROM renewed`,
  values: [JSON.stringify(owned)],
});

export const clearHolder = (own: Ownership): Statement => ({
  name: 'lane.let-go',
  text: `UPDATE lane SET holder = NULL WHERE ${OURS}`,
  values: ours(own),
});

export const readOwned = (own: Ownership): Statement => ({
  name: 'lane.owned',
  text: `SELECT 1 FROM lane WHERE ${OURS}`,
  values: ours(own),
});

export type LaneRow = {
  next_offset: string;
  serial: string;
  next_seq: string;
  next_position: string;
  again_before: string;
  failed_over: boolean;
};

/** No row means that the lane is not ours any more. */
export const lockLane = (own: Ownership): Statement => ({
  name: 'lane.lock',
  text: `SELECT next_offset, serial, next_seq, next_position, again_before,
    known_timeline NOT IN ('', ${TIMELINE}) AS failed_over FROM lane WHERE ${OURS} FOR NO KEY UPDATE`,
  values: ours(own),
});

/** Of a lane that was never taken before, there is nothing to have been forgotten. */
export const noteFirstTimeline = ({ topic, lane }: Place): Statement => ({
  name: 'lane.first-timeline',
  text: `UPDATE lane SET known_timeline = ${TIMELINE} WHERE topic = $1 AND lane = $2 AND known_timeline = ''`,
  values: [topic, lane],
});

/** What one transaction moves on. */
export type LaneCounters = { offset: number; nextSeq: number; nextPosition: number };

/**
 * `forgot` is for people: where the lane is taken again before it has caught up with what was told, it has gone back once and
 * not twice, unless the database has failed over since.
 */
export const noteGoneBack = ({ topic, lane }: Place, { told, againBefore }: GoneBack): Statement => ({
  name: 'lane.gone-back',
  text: `
    UPDATE lane
    SET again_before = greatest(again_before, $3), known_timeline = ${TIMELINE}, forgot_told = greatest(forgot_told, $4),
      forgot = CASE
        WHEN next_offset < forgot_told AND known_timeline = ${TIMELINE} THEN forgot
        ELSE CASE WHEN jsonb_array_length(forgot) >= ${KEPT_FORGOTTEN} THEN forgot - 0 ELSE forgot END
          || jsonb_build_object('since', last_heard, 'until', greatest(last_heard, ${NOW})) END
    WHERE topic = $1 AND lane = $2`,
  values: [topic, lane, Math.ceil(againBefore), told],
});

/** Runs under the lock, as a transaction's last statement. */
export const moveLane = ({ topic, lane }: Place, to: LaneCounters): Statement => ({
  name: 'lane.move',
  text: `
    UPDATE lane SET next_offset = $3, next_seq = $4, next_position = $5, serial = serial + 1
    WHERE topic = $1 AND lane = $2`,
  values: [topic, lane, to.offset, to.nextSeq, to.nextPosition],
});
