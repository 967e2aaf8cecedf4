import type { SurveyedLane } from '#correlation';
import { type Finding, momentOf } from './finding.js';

const SECOND_MS = 1_000;

/**
 * The times of which the database knows nothing, because it was restored to an older point or failed over to a replica that
 * lagged. Lanes find that out one by one, but of one database: it knew all that any of them had still heard, and knows all
 * that was done since the first of them found out.
 */
export function forgottenFindings(lanes: readonly SurveyedLane[]): Finding[] {
  const times = lanes.flatMap(({ forgot }) => forgot).toSorted((a, b) => a.until - b.until);
  const joined: { since: number; until: number }[] = [];
  for (const { since, until } of times) {
    const last = joined.at(-1);
    if (last && since < last.until) last.since = Math.max(last.since, since);
    else joined.push({ since, until });
  }
  return joined.map(({ since, until }) => ({
    about: 'database',
    state: 'notice',
    says:
      `Postgres went back, and knows nothing of what was done between ${momentOf(since)} and ${fullSecond(until)} at the latest: ` +
      'accounts linked and settings changed then are gone',
    todo: 'who linked then links again; see docs/BACKUP.md',
  }));
}

/** What was done within its last second was done in it, too. */
const fullSecond = (ms: number) => momentOf(Math.ceil(ms / SECOND_MS) * SECOND_MS);
