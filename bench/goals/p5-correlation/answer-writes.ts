import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';
import type { MessageAbout } from '#correlation';
import { aboutOf } from './rows.js';

const Asked = z.object({ what: z.enum(['prepare', 'write']), rows: z.int().positive() });
/** How long the rows took (ms), from the first statement to the last commit. */
export const Written = z.object({ ms: z.number() });

/** The part all writers share: rows are made before the clock runs, and what is asked for is written once. */
export function answerWrites(write: (rows: readonly MessageAbout[]) => Promise<void>): void {
  let prepared: MessageAbout[] = [];
  answerAsked(Asked, async ({ what, rows }) => {
    if (what === 'prepare') {
      prepared = Array.from({ length: rows }, (_, n) => aboutOf(n));
      return {};
    }
    const began = performance.now();
    await write(prepared);
    return { ms: performance.now() - began };
  });
}

/** The same rows in batches, the last one shorter. */
export const batchesOf = <T>(rows: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size));
