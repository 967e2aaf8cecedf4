import { type Goal, goalOf } from '../../compare/goal.js';
import type { Drain } from '../../phases/drain.js';
import { aboutUsage } from '../../report/objections.js';

/**
 * The other half of P5, of a run's drain: Postgres commits a message received, `pg_stat_database`'s, reads included. Each third of
 * the drain is a round.
 */
export function commitsGoal({ thirds, usage }: Pick<Drain, 'thirds' | 'usage'>): Goal {
  const what = 'Postgres commits a message while a backlog is drained';
  return goalOf(
    { id: 'P5 commits', what, sense: 'at most', goal: 0.02 },
    thirds.map(({ received, commits }) => commits / received),
    aboutUsage('drain', usage),
  );
}
