import type { Work } from '#lane';
import type { Desk } from '#plugins';
import { readAgainInMs } from '../domain/news-of-issue.js';
import { commandWorkOf } from '../domain/work-body.js';
import type { Context } from './context.js';

const DAY_MS = 86_400_000;

/**
 * How long (ms) a comment is to wait before it asks again what became of the creation it is meant for: that may still be on
 * another lane, where its writer's words went before they linked an account. 0: it is known, or has been waited for as long
 * as anything is.
 */
export async function untilCreated({ clock, reads }: Context, { config }: Desk, work: Work): Promise<number> {
  const { action } = commandWorkOf(work).command;
  if (action.kind !== 'comment' || 'issue' in action.target) return 0;
  const { createdBy } = action.target;
  const waitedMs = clock.now() - work.bornAt;
  if (waitedMs > config.options.giveUpAfterDays * DAY_MS) return 0;
  return (await reads.created([createdBy])).has(createdBy) ? 0 : readAgainInMs(waitedMs);
}
