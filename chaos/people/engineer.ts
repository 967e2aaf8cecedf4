import type { IssueId } from '#contracts';
import { ENGINEER_KEY } from '../../bench/stubs/redmine/answer.js';
import { listIssues, type Tracker } from '../seen/tracker.js';
import type { Desk } from './desk.js';
import { paceOf } from './pace.js';
import type { Tell } from './tracker-hook.js';

/** `told`: whether the tracker's webhook told of it. */
export type Comment = { at: number; desk: Desk; issue: IssueId; text: string; isPrivate: boolean; told: boolean };

const OFTEN_PRIVATE = 0.2;

/** Someone in the office, at every desk, who answers now and then, and at times says something customers may not see. */
export function engineerAt(trackers: readonly Tracker[], tell: Tell) {
  const comments: Comment[] = [];

  async function comment({ desk, url }: Tracker, issue: IssueId, isPrivate: boolean): Promise<void> {
    const text = isPrivate
      ? `Between us, ${comments.length}: they pay late.`
      : `Answer ${comments.length}: please try now.`;
    const made: Comment = { at: Date.now(), desk, issue, text, isPrivate, told: false };
    comments.push(made);
    const answer = await fetch(`${url}/issues/${issue}.json`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-redmine-api-key': ENGINEER_KEY },
      body: JSON.stringify({ issue: { notes: text, private_notes: isPrivate } }),
    });
    if (!answer.ok) throw new Error(`The tracker answered ${answer.status} to the engineer.`);
    made.told = await tell(desk, issue);
  }

  return {
    comments: comments as readonly Comment[],
    async answer(perSecond: number, random: () => number, enough: () => boolean): Promise<void> {
      const next = paceOf(perSecond, random);
      while (!enough()) {
        await next();
        const tracker = trackers[Math.floor(random() * trackers.length)];
        const issues = tracker ? await listIssues(tracker) : [];
        const issue = issues[Math.floor(random() * issues.length)];
        if (tracker && issue) await comment(tracker, issue.id, random() < OFTEN_PRIVATE);
      }
    },
  };
}

export type Engineer = ReturnType<typeof engineerAt>;
