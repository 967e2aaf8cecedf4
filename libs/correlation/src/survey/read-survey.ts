import type { TopicName } from '#contracts';
import type { Queryable } from '../postgres/queryable.js';
import type { Survey, SurveyedLane } from './survey.js';

type LaneRow = {
  topic: TopicName;
  lane: number;
  holder: string | null;
  heartbeat: string;
  next_offset: string;
  forgot: SurveyedLane['forgot'];
  unpublished: number;
};
type EndpointRow = { endpoint: string; work: number; failed: number; error: string };

const DAY = 86_400_000;

/**
 * Reads what stands in the database; writes nothing and locks nothing. Throws what `pg` throws.
 *
 * @param deadLetterDays as `retention` says.
 */
export async function readSurvey(db: Queryable, deadLetterDays: number): Promise<Survey> {
  const at = await db.query<{ at: string }>(`SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS at`);
  const lanes = await db.query<LaneRow>(LANES);
  const endpoints = await db.query<EndpointRow>(ENDPOINTS);
  const now = Number(at.rows[0]?.at);
  const dead = await db.query<{ open: number; undecided: number }>(DEAD_LETTERS, [now - deadLetterDays * DAY]);
  return {
    at: now,
    lanes: lanes.rows.map(toLane),
    endpoints: endpoints.rows,
    deadLetters: dead.rows[0]?.open ?? 0,
    undecided: dead.rows[0]?.undecided ?? 0,
  };
}

const LANES = `
  SELECT topic, lane, holder, heartbeat, next_offset, forgot, coalesce(unpublished, 0) AS unpublished
  FROM lane
  LEFT JOIN (SELECT topic, lane, count(*)::int AS unpublished FROM outbox GROUP BY topic, lane) AS waiting
    USING (topic, lane)
  ORDER BY topic, lane`;

const ENDPOINTS = `
  SELECT endpoint, count(*)::int AS work, count(last_error)::int AS failed,
    (array_agg(last_error ORDER BY due_at DESC) FILTER (WHERE last_error IS NOT NULL))[1] AS error
  FROM work GROUP BY endpoint HAVING count(last_error) > 0 ORDER BY endpoint`;

const DEAD_LETTERS = `
  SELECT (count(*) FILTER (WHERE standing = 'open'))::int AS open, (count(*) FILTER (WHERE at < $1))::int AS undecided
  FROM dead_letter WHERE standing IN ('open', 'replaying')`;

const toLane = ({ topic, lane, holder, heartbeat, next_offset, forgot, unpublished }: LaneRow) => ({
  topic,
  lane,
  holder: holder ?? undefined,
  heard: Number(heartbeat),
  offset: Number(next_offset),
  unpublished,
  forgot,
});
