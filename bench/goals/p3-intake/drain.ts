import { performance } from 'node:perf_hooks';
import { z } from 'zod';

/** What each contender is asked: to take in so many records that wait for it. */
export const Drain = z.object({ records: z.int() });
/** From the first record it saw to the last it committed. */
export const Drained = z.object({ seconds: z.number() });

/** A drain that takes longer never ends. */
const WITHIN_MS = 15 * 60_000;

/** Counts one drain. */
export function countDrain(records: number) {
  const done = Promise.withResolvers<{ seconds: number }>();
  let left = records;
  let began: number | undefined;
  const given = setTimeout(() => done.reject(new Error(`${left} records were not taken in.`)), WITHIN_MS);
  given.unref();
  // It may fail before anyone waits for it.
  done.promise.catch(() => undefined).finally(() => clearTimeout(given));
  return {
    saw(): void {
      began ??= performance.now();
    },
    /** So many are committed. */
    took(count: number): void {
      left -= count;
      if (left <= 0) done.resolve({ seconds: (performance.now() - (began ?? 0)) / 1_000 });
    },
    failed: (error: Error) => done.reject(error),
    done: done.promise,
  };
}
