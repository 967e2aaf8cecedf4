import { issueOf } from '#contracts';
import type { DeskRun } from './run-plan.js';
import { SERVICE } from './world/cast.js';
import type { World } from './world/world.js';

/** What engineers wrote of which nobody can tell why an issue's customer was shown it, or was not. */
export async function undecided({ correlation }: World, { outside, putIn }: DeskRun): Promise<string[]> {
  const { desk, cast, tracker } = outside;
  const engineers = new Set(cast.engineers.map(({ id }) => id));
  const missing: string[] = [];
  const isOf = (description: string) => cast.members.some(({ name }) => description.startsWith(`from ${name},`));
  for (const { issue: key, id, account, shownIn } of putIn.commented) {
    const { issue } = issueOf(key);
    if (!engineers.has(account)) continue;
    const { author, description = '' } = tracker.issues.get(issue) ?? {};
    // What the desk's own account made, and a tracker reworded, does not say for whom: that is nobody's.
    const unseen = author === SERVICE.id && !isOf(description) ? 'no-link' : 'not-visible';
    const why = shownIn.length > 0 ? 'delivered' : unseen;
    const decisions = await correlation.reads.decisions(desk, issue);
    const theirs = decisions.filter((one) => one.change === id && one.account === author);
    if (!theirs.some((one) => one.why === why))
      missing.push(`not decided: comment ${id} on ${issue} is not noted as ${why}`);
  }
  return missing;
}
