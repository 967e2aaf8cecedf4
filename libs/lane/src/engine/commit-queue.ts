import type { Clock } from '../clock.js';
import { gatherMs } from './gather.js';

/** At most this many changes ride on one transaction. */
const MOST = 2_000;

type Waiting<J> = { job: J; since: number };

/** What waits to be committed in a lane, and when it goes (see `gatherMs`). */
export function createCommitQueue<J extends { step: boolean }>(deps: {
  clock: Clock;
  /** How much the lane has begun that will have a change of its own soon. */
  underWay: () => number;
}) {
  const { clock } = deps;
  /** In their order. */
  const waiting: Waiting<J>[] = [];
  /** Nobody waits for these. */
  const along: Waiting<J>[] = [];
  let hurried = false;
  let cancel: () => void = () => undefined;
  let go: (() => void) | undefined;

  const ageOf = ([first]: readonly Waiting<J>[]) => (first ? clock.monotonic() - first.since : undefined);

  function waitMs(): number {
    if (hurried) return 0;
    const waitedMs = ageOf(waiting) ?? 0;
    return gatherMs({ waiting: waiting.length, waitedMs, alongMs: ageOf(along), underWay: deps.underWay() });
  }

  /** Sets the time to go anew. */
  function arm(): void {
    if (!go) return;
    cancel();
    const ms = waitMs();
    if (ms > 0) cancel = clock.after(ms, go);
    else go();
  }

  function add(to: Waiting<J>[], job: J): void {
    to.push({ job, since: clock.monotonic() });
    arm();
  }

  return {
    add: (job: J) => add(waiting, job),
    addAlong: (job: J) => add(along, job),
    empty: () => waiting.length === 0 && along.length === 0,
    /** Resolves when the next commit is to go. */
    async ready(): Promise<void> {
      if (waitMs() <= 0) return;
      await new Promise<void>((resolve) => {
        go = resolve;
        arm();
      });
      go = undefined;
      cancel();
    },
    /** What rides on it: one computed step at most, and every plain change up to the next. */
    take(): J[] {
      const jobs = along.splice(0, MOST);
      let stepped = false;
      let i = 0;
      for (; i < waiting.length && jobs.length + i < MOST; i += 1) {
        const { step } = (waiting[i] as Waiting<J>).job;
        if (step && stepped) break;
        stepped ||= step;
      }
      return [...jobs, ...waiting.splice(0, i)].map(({ job }) => job);
    },
    /** From now on nothing waits for company. */
    hurry(): void {
      hurried = true;
      arm();
    },
  };
}
