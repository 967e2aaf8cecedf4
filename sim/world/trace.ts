import { createHash } from 'node:crypto';
import type { Clock } from '#lane';

/** So many characters cost the hash little more than a few. */
const HASHED_AT_ONCE = 65_536;

/**
 * What happened in a run, line by line. Every line goes into the hash: runs of one seed have the same. Lines are kept only
 * where somebody is going to read them.
 */
export function createTrace(clock: Clock, options: { keep: boolean }) {
  const hash = createHash('sha256');
  const lines: string[] = [];
  /** Not hashed yet. */
  let noted = '';
  const hashed = () => {
    hash.update(noted);
    noted = '';
    return hash;
  };
  return {
    lines: lines as readonly string[],
    note(what: string): void {
      const line = `${(clock.monotonic() / 1_000).toFixed(3)} ${what}`;
      noted += `${line}\n`;
      if (noted.length > HASHED_AT_ONCE) hashed();
      if (options.keep) lines.push(line);
    },
    digest: () => hashed().copy().digest('base64url').slice(0, 22),
  };
}

export type Trace = ReturnType<typeof createTrace>;
