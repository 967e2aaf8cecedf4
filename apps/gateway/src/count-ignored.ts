import type { Logger } from '#telemetry';

/** A messenger may think of any name: beyond so many they are counted as one. */
const MOST_NAMES = 200;

/** Counts what messengers tell and we do not take, by its name; each name is told once. */
export function countIgnored(logger: Logger) {
  const counts = new Map<string, number>();
  return {
    note(why: string): void {
      const name = counts.has(why) || counts.size < MOST_NAMES ? why : 'other';
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      if (count === 1) logger.info({ why: name }, 'A kind of update is ignored, from now on without a word.');
    },
    counts: counts as ReadonlyMap<string, number>,
  };
}

export type Ignored = ReturnType<typeof countIgnored>;
