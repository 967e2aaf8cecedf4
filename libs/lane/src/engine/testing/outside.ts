import type { Clock } from '../../clock.js';
import type { Attempt, Look, Worker, WorkResult } from '../../service.js';
import type { Work } from '../../store/store.js';

/** What becomes of one sending, asked each time. `late`: it takes effect, the answer is lost. */
export type Fate = 'works' | 'late' | 'lost' | 'down' | 'throttled' | 'fails';

/** A system without transactions, for the model: keeps what was done to it, in order, with when it was done. */
export function createOutside(clock: Clock, fate: (work: Work) => Fate = () => 'works') {
  const done: { work: string; words: string; at: number; by: string }[] = [];

  /** A node's way to it. Nothing is sent after `sendBy`, as a guarded socket would have it. */
  function workerOf<R, S>(node: string, nodeClock: Clock): Worker<R, S> {
    return {
      cap: () => 4,
      deadlineMs: () => 10_000,
      async run(work, attempt): Promise<WorkResult<S>> {
        const what = fate(work);
        await new Promise<void>((resolve) => nodeClock.after(2, resolve));
        if (isLate(attempt)) return { kind: 'down', error: 'too late to send' };
        if (what === 'down') return { kind: 'down', error: 'refused' };
        if (what === 'fails') return { kind: 'failed', error: '500 for this one' };
        if (what === 'throttled') return { kind: 'throttled', retryAfterMs: 1_500, scope: 'endpoint' };
        if (what !== 'lost') done.push({ work: work.id, words: String(work.body), at: clock.now(), by: node });
        await new Promise<void>((resolve) => nodeClock.after(3, resolve));
        if (what === 'works') return { kind: 'done', step: {} };
        return { kind: 'unknown', settleMs: 500, error: 'no answer' };
      },
      async look(work): Promise<Look<S>> {
        await new Promise<void>((resolve) => nodeClock.after(2, resolve));
        return done.some((one) => one.work === work.id) ? { kind: 'found', step: {} } : { kind: 'absent' };
      },
      givenUp: () => ({}),
      expired: () => ({}),
    };
    function isLate({ sendBy }: Attempt): boolean {
      return nodeClock.now() > sendBy.wall || nodeClock.monotonic() > sendBy.monotonic;
    }
  }

  return { done, workerOf };
}
