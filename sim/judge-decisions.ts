import { issueOf } from '#contracts';
import type { DeskRun } from './run-plan.js';
import type { World } from './world/world.js';

/** What engineers wrote of which nobody can tell why an issue's customer was shown it, or was not. */
export async function undecided({ correlation }: World, { outside, putIn }: DeskRun): Promise<string[]> {
  const { desk, cast, tracker } = outside;
  const engineers = new Set(cast.engineers.map(({ id }) => id));
  const missing: string[] = [];
  for (const { issue: key, id, account, shownIn } of putIn.commented) {
    const { issue } = issueOf(key);
    if (!engineers.has(account)) continue;
    const why = shownIn.length > 0 ? 'delivered' : 'not-visible';
    const decisions = await correlation.reads.decisions(desk, issue);
    const theirs = decisions.filter((one) => one.change === id && one.account === tracker.issues.get(issue)?.author);
    if (!theirs.some((one) => one.why === why))
      missing.push(`not decided: comment ${id} on ${issue} is not noted as ${why}`);
  }
  return missing;
}
