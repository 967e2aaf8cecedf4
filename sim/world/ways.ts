import type { Clock } from '#lane';
import type { FetchFate, MemoryFaults } from '#lane/log/memory';
import { badFetch, badPublish, type seeded } from '#lane/rehearsal';
import { befalls, type Trouble } from '../faults/trouble.js';
import type { Reach } from './reach.js';

type Seeded = ReturnType<typeof seeded>;

/** How long it takes to get there, or to be heard again, at least and at most (ms). */
const WAYS_MS = {
  socket: [0, 2],
  database: [1, 5],
  log: [1, 4],
  redis: [0, 2],
  tracker: [0, 5],
  messenger: [5, 15],
} as const satisfies Record<string, readonly [number, number]>;

const SLOWEST_COMMIT_MS = 4_900;
/** So long after it was hurt, the database may still be slow to do what was begun. */
const RECOVERS_MS = 10_000;

/** The ways between the nodes and all they work with: how long they take, and what goes wrong on them. */
export function createWays(clock: Pick<Clock, 'after' | 'monotonic'>, random: Seeded, trouble: Trouble) {
  const wentBack = new Set<string>();
  let hurtAt = -Infinity;
  /** How long it takes this time. */
  const takes = (way: keyof typeof WAYS_MS) => random.between(WAYS_MS[way][0], WAYS_MS[way][1]);
  const toLog: MemoryFaults = {
    publish: () =>
      befalls(random, trouble.publish) ? badPublish(random) : { arrivesMs: takes('log'), answerMs: takes('log') },
    fetch: (topic, lane) => {
      if (befalls(random, trouble.skips)) return skippedFetch(random, wentBack, `${topic}/${lane}`);
      return befalls(random, trouble.fetch) ? badFetch(random, wentBack, `${topic}/${lane}`) : {};
    },
  };
  return {
    takes,
    toLog,
    /** Whoever asks the database is answered in no time. */
    isQuick: () => clock.monotonic() - hurtAt > RECOVERS_MS,
    befallDatabase(reach: Reach): void {
      if (!reach.isCut('the database') && !trouble.databaseAway && !befalls(random, trouble.database)) return;
      hurtAt = clock.monotonic();
      throw new Error('the database is away');
    },
    /** A commit that takes its time, as long as a connection lives. */
    async slowDatabase(): Promise<void> {
      if (!befalls(random, trouble.databaseSlow)) return;
      hurtAt = clock.monotonic() + SLOWEST_COMMIT_MS;
      const ms = random.between(500, SLOWEST_COMMIT_MS);
      await new Promise<void>((resolve) => void clock.after(ms, resolve));
    },
  };
}

/** As after a seek that was overtaken; never twice running, which an engine rightly stops at. */
function skippedFetch(random: Seeded, skipped: Set<string>, lane: string): FetchFate {
  const delayMs = random.between(100, 900);
  if (skipped.delete(lane)) return { delayMs };
  skipped.add(lane);
  return { delayMs, backBy: -1 };
}
