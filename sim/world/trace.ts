import { createHash } from 'node:crypto';
import type { Clock } from '#lane';

/**
 * What happened in a run, line by line. Every line goes into the hash: runs of one seed have the same. Lines are kept only
 * where somebody is going to read them.
 */
export function createTrace(clock: Clock, options: { keep: boolean }) {
  const hash = createHash('sha256');
  const lines: string[] = [];
  return {
    lines: lines as readonly string[],
    note(what: string): void {
      const line = `${(clock.monotonic() / 1_000).toFixed(3)} ${what}`;
      hash.update(line).update('\n');
      if (options.keep) lines.push(line);
    },
    digest: () => hash.copy().digest('base64url').slice(0, 22),
  };
}

export type Trace = ReturnType<typeof createTrace>;
