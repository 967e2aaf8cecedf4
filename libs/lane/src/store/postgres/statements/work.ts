import { toJson } from '../../json.js';
import { LOOK_UP_MS, type NewWork, standingOfNew, type Work, type WorkChange } from '../../store.js';
import { lastOfEach, wholeMs, type Place, type Statement } from './statement.js';

/** Work takes the seqs from `first` on. What is already there stays as it is. */
export function addWork({ topic, lane }: Place, work: readonly NewWork[], first: number): Statement {
  const standing = work.map(standingOfNew);
  return {
    name: 'work.add',
    text: `
    INSERT INTO work (topic, lane, seq, id, kind, order_key, gate, endpoint, effect, body, trace, depends_on,
      expires_at, born_at, due_at, state, attempt, tries, send_by, baseline)
    SELECT $1, $2, $3 + row - 1, id, kind, order_key, gate, endpoint, effect, body::json, trace, depends_on,
      expires_at, born_at, due_at, state, attempt, 0, send_by, baseline::json
    FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::boolean[], $10::text[], $11::text[],
      $12::text[], $13::bigint[], $14::bigint[], $15::bigint[], $16::text[], $17::int[], $18::bigint[], $19::text[])
      WITH ORDINALITY AS w (id, kind, order_key, gate, endpoint, effect, body, trace, depends_on, expires_at, born_at,
        due_at, state, attempt, send_by, baseline, row)
    ON CONFLICT (topic, lane, id) DO NOTHING`,
    values: [
      topic,
      lane,
      first,
      work.map((one) => one.id),
      work.map((one) => one.kind),
      work.map((one) => one.orderKey),
      work.map((one) => one.gate),
      work.map((one) => one.endpoint),
      work.map((one) => one.effect),
      work.map((one) => toJson(one.body)),
      work.map((one) => one.trace),
      work.map((one) => one.dependsOn),
      work.map((one) => wholeMs(one.expiresAt)),
      work.map((one) => wholeMs(one.bornAt)),
      work.map((one) => wholeMs(one.dueAt)),
      standing.map((one) => one.state),
      standing.map((one) => one.attempt),
      standing.map((one) => wholeMs(one.sendBy)),
      standing.map((one) => (one.baseline === undefined ? undefined : toJson(one.baseline))),
    ],
  };
}

type Standing = Exclude<WorkChange, { to: 'done' }>;

/** The last change of a work counts. */
export function changeWork(place: Place, changes: readonly WorkChange[]): Statement[] {
  const last = lastOfEach(changes, (change) => change.id);
  const kept = last.filter((change) => change.to !== 'done');
  const done = last.filter((change) => change.to === 'done').map((change) => change.id);
  return [...(kept.length > 0 ? [setStanding(place, kept)] : []), ...(done.length > 0 ? [remove(place, done)] : [])];
}

const STANDING = {
  state: 'text',
  due_at: 'bigint',
  attempt: 'integer',
  tries: 'integer',
  send_by: 'bigint',
  baseline: 'json',
  told_at: 'bigint',
  last_error: 'text',
} as const;

const columnsOf = (change: Standing): Record<keyof typeof STANDING, unknown> => ({
  state: change.to,
  due_at: wholeMs(change.dueAt),
  attempt: change.attempt,
  tries: change.tries,
  send_by: wholeMs(change.sendBy),
  baseline: change.baseline === undefined ? undefined : toJson(change.baseline),
  told_at: wholeMs(change.toldAt),
  last_error: change.lastError,
});

/** The new columns come in one JSON object by id: a join here is planned by guesses, and was seen to be quadratic. */
const setStanding = ({ topic, lane }: Place, changes: readonly Standing[]): Statement => ({
  name: 'work.change',
  text: `
    UPDATE work SET
      ${Object.entries(STANDING).map(([column, type]) => `${column} = ($4::jsonb -> id ->> '${column}')::${type}`)}
    WHERE topic = $1 AND lane = $2 AND id = ANY($3::text[])`,
  values: [
    topic,
    lane,
    changes.map((change) => change.id),
    JSON.stringify(Object.fromEntries(changes.map((change) => [change.id, columnsOf(change)]))),
  ],
});

const remove = ({ topic, lane }: Place, ids: readonly string[]): Statement => ({
  name: 'work.done',
  text: `DELETE FROM work WHERE topic = $1 AND lane = $2 AND id = ANY($3::text[])`,
  values: [topic, lane, ids],
});

/** An attempt that was on its way under an older ownership may have taken effect. */
export const makeSendingsUnknown = ({ topic, lane }: Place): Statement => ({
  name: 'work.sendings-unknown',
  text: `UPDATE work SET state = 'unknown' WHERE topic = $1 AND lane = $2 AND state = 'sending'`,
  values: [topic, lane],
});

/** Effects that were to be sent may have been: by whom, the database does not know any more. */
export const makeReadyUnknown = ({ topic, lane }: Place): Statement => ({
  name: 'work.ready-unknown',
  text: `UPDATE work SET state = 'unknown' WHERE topic = $1 AND lane = $2 AND state = 'ready' AND effect`,
  values: [topic, lane],
});

/** One look into the partial index for each, however much there is of it. */
export const readEndpoints = ({ topic, lane }: Place): Statement => ({
  name: 'work.endpoints',
  text: `
    WITH RECURSIVE known AS (
      (SELECT endpoint FROM work WHERE topic = $1 AND lane = $2 AND seq > 0 ORDER BY endpoint LIMIT 1)
      UNION ALL
      SELECT (
        SELECT w.endpoint FROM work AS w WHERE w.topic = $1 AND w.lane = $2 AND w.seq > 0 AND w.endpoint > known.endpoint
        ORDER BY w.endpoint LIMIT 1
      ) FROM known WHERE known.endpoint IS NOT NULL
    )
    SELECT endpoint FROM known WHERE endpoint IS NOT NULL`,
  values: [topic, lane],
});

/** What only a database that is no more may have sent was never sent here, and waits with the rest. */
const IS_BEGUN = `state <> 'ready' AND (state <> 'unknown' OR attempt > 0)`;
const IS_LOOK_UP = `NOT effect AND coalesce(expires_at - born_at <= ${LOOK_UP_MS}, false)`;

/** Arrays, which are hashed: a join here is planned by guesses. */
export const readOpenWork = ({ topic, lane }: Place): Statement => ({
  name: 'work.open',
  text: `
    WITH head AS (
      SELECT DISTINCT ON (order_key) id, state, attempt FROM work
      WHERE topic = $1 AND lane = $2 AND NOT (${IS_LOOK_UP}) AND order_key = ANY (ARRAY(
        SELECT DISTINCT order_key FROM work WHERE topic = $1 AND lane = $2 AND ${IS_BEGUN}))
      ORDER BY order_key, seq
    )
    SELECT * FROM work
    WHERE topic = $1 AND lane = $2 AND (id = ANY (ARRAY(SELECT head.id FROM head WHERE ${IS_BEGUN})) OR ${IS_LOOK_UP})
    ORDER BY seq`,
  values: [topic, lane],
});

export type WorkPage = { endpoint: string; afterSeq: number; limit: number; orderKey: string | undefined };

/** `seq > 0` is what its partial index asks for. */
export const readWork = ({ topic, lane }: Place, { endpoint, afterSeq, limit, orderKey }: WorkPage): Statement => ({
  name: 'work.read',
  text: `
    SELECT * FROM work WHERE topic = $1 AND lane = $2 AND endpoint = $3 AND seq > 0 AND seq > $4
      AND ($6::text IS NULL OR order_key = $6)
    ORDER BY seq LIMIT $5`,
  values: [topic, lane, endpoint, afterSeq, limit, orderKey],
});

export type WorkRow = {
  id: string;
  seq: string;
  kind: string;
  order_key: string;
  gate: string | null;
  endpoint: string;
  effect: boolean;
  body: unknown;
  trace: string | null;
  depends_on: string | null;
  expires_at: string | null;
  born_at: string;
  state: Work['state'];
  due_at: string;
  attempt: number;
  tries: number;
  send_by: string | null;
  baseline: unknown;
  told_at: string | null;
  last_error: string | null;
};

const time = (value: string | null) => (value === null ? undefined : Number(value));

export const toWork = (row: WorkRow): Work => ({
  id: row.id,
  seq: Number(row.seq),
  kind: row.kind,
  orderKey: row.order_key,
  gate: row.gate ?? undefined,
  endpoint: row.endpoint,
  effect: row.effect,
  body: row.body,
  trace: row.trace ?? undefined,
  dependsOn: row.depends_on ?? undefined,
  expiresAt: time(row.expires_at),
  bornAt: Number(row.born_at),
  state: row.state,
  dueAt: Number(row.due_at),
  attempt: row.attempt,
  tries: row.tries,
  sendBy: time(row.send_by),
  baseline: row.baseline ?? undefined,
  toldAt: time(row.told_at),
  lastError: row.last_error ?? undefined,
});
