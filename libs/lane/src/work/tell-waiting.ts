import type { Clock } from '../clock.js';
import { changeOf, merge } from '../engine/merge.js';
import type { Worker } from '../service.js';
import { type LaneChange, Refused, type Work } from '../store/store.js';
import type { Schedule } from './schedule.js';
import { standing } from './verdict.js';

/** Work that waits longer than this behind an endpoint that is down has its person told. */
const TELL_AFTER_MS = 3_000;

/** Everyone whose words wait behind an endpoint that is down learns it, once; what has waited for days is given up. */
export function createTeller<S>(deps: {
  worker: Pick<Worker<never, S>, 'waiting'>;
  schedule: Schedule;
  clock: Clock;
  /** How long an endpoint may be down before its work is given up (ms). */
  giveUpAfterMs: number;
  isDown: (endpoint: string) => boolean;
  write: (change: LaneChange<S>) => Promise<unknown>;
  giveUp: (work: Work) => Promise<void>;
}) {
  const { worker, schedule, clock } = deps;
  const timers = new Map<string, () => void>();

  async function tell(endpoint: string): Promise<void> {
    timers.delete(endpoint);
    const now = clock.now();
    const waiting = schedule.waitingAt(endpoint).filter((work) => work.effect);
    const untold = waiting.filter((work) => work.toldAt === undefined && now - work.bornAt >= TELL_AFTER_MS);
    await Promise.all(untold.map((work) => deps.write(told(work, now)).catch(unlessRefused)));
    for (const work of waiting) {
      if (work.toldAt === undefined || now - work.toldAt <= deps.giveUpAfterMs || !deps.isDown(endpoint)) continue;
      if (schedule.hold(work)) await deps.giveUp(work);
    }
  }

  function told(work: Work, now: number): LaneChange<S> {
    work.toldAt = now;
    const step = worker.waiting?.(work, 'tracker-down') ?? {};
    return merge([changeOf(step, work.trace), { work: [standing(work)] }]);
  }

  return {
    /** The endpoint is down, or still is. */
    down(endpoint: string, failed: (error: Error) => void): void {
      if (timers.has(endpoint)) return;
      const then = () => void (deps.isDown(endpoint) ? tell(endpoint).catch(failed) : timers.delete(endpoint));
      timers.set(endpoint, clock.after(TELL_AFTER_MS, then));
    },
    end(): void {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}

/** Words the database refuses cannot be told; the work itself is none the worse for it. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
