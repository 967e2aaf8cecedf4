import type { Commented } from '#history';
import type { Decided } from '../ground/decision-book.js';
import { deskId, issueId, issueKey } from '#contracts';
import type { Comment } from '../people/engineer.js';

/**
 * From when an engineer had written something until the product decided who sees it, in ms: told by a webhook, or by nobody.
 * `never`: what nothing was decided about.
 */
export function noticed(
  commented: readonly Commented[],
  comments: readonly Comment[],
  decisions: readonly Decided[],
): { told: number[]; untold: number[]; never: string[] } {
  const decided = new Map(
    decisions.map(({ desk, issue, change, at }) => [`${issueKey(deskId(desk), issueId(issue))} journal ${change}`, at]),
  );
  const texts = new Map(comments.map((comment) => [comment.text, comment]));
  const gaps = { told: [] as number[], untold: [] as number[], never: [] as string[] };
  for (const { issue, id, text, at } of commented) {
    const seen = decided.get(`${issue} ${id}`);
    if (seen === undefined) gaps.never.push(`${issue} ${id}`);
    else gaps[texts.get(text)?.told ? 'told' : 'untold'].push(Math.max(0, seen - at));
  }
  return gaps;
}
