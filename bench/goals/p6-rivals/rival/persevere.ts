import { setTimeout as wait } from 'node:timers/promises';
import { isRefused } from './heed-limits.js';
import { RedmineError } from './redmine.js';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
/** Some ten minutes in all: longer than a Redmine takes to be restarted. */
const ATTEMPTS = 26;

export const waitBefore = (attempt: number): number => Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);

/** Does it again, each time later, until it succeeds or what went wrong would do so again. */
export async function persevere<T>(attempt: (again: boolean) => Promise<T>): Promise<T> {
  for (let failed = 0; ; failed += 1) {
    try {
      return await attempt(failed > 0);
    } catch (error) {
      const final = error instanceof RedmineError ? error.kind !== 'unavailable' : isRefused(error);
      if (final || failed + 1 === ATTEMPTS) throw error;
      await wait(waitBefore(failed) * (0.75 + Math.random() / 2));
    }
  }
}
