import type { SurveyedLane } from '#correlation';
import { type Finding, momentOf } from './finding.js';

/**
 * The times of which the database knows nothing, because it was restored to an older point or failed over to a replica that
 * lagged. Lanes find that out one by one, but of one database: it knew all that any of them had still heard.
 */
export function forgottenFindings(lanes: readonly SurveyedLane[]): Finding[] {
  const times = lanes.flatMap(({ forgot }) => forgot ?? []).toSorted((a, b) => a.until - b.until);
  const joined: { since: number; until: number }[] = [];
  for (const { since, until } of times) {
    const last = joined.at(-1);
    if (last && since < last.until) Object.assign(last, { since: Math.max(last.since, since), until });
    else joined.push({ since, until });
  }
  return joined.map(({ since, until }) => ({
    about: 'database',
    state: 'notice',
    says:
      `Postgres went back, and knows nothing of what was done between ${momentOf(since)} and ${momentOf(until)} at the latest: ` +
      'accounts linked and settings changed then are gone',
    todo: 'who linked then links again; see docs/BACKUP.md',
  }));
}
