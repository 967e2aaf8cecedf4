import type { Clock } from '../../clock.js';
import { isPast } from '../../log/send-by.js';
import type { Look, Worker, WorkResult } from '../../service.js';
import type { Work } from '../../store/store.js';

/**
 * What becomes of one sending, asked each time. `late`: it takes effect at once, the answer is lost; `slow`: the same, but
 * only just before its time to settle is over; `lost`: nobody ever hears of it.
 */
export type Fate = 'works' | 'late' | 'slow' | 'lost' | 'down' | 'throttled' | 'fails';

export type Done = { work: string; words: string; at: number; by: string };

/** A system without transactions: keeps what was done to it, in order, with when (monotonic ms) and by whom it was sent. */
export function createOutside(clock: Clock, fate: (work: Work) => Fate = () => 'works', settleMs = 500) {
  const done: Done[] = [];
  const early: Done[] = [];

  /** A node's way to it. Nothing is sent after `sendBy`, as a guarded socket would have it. */
  function workerOf<R, S>(
    node: string,
    nodeClock: Clock,
    options: { looks?: boolean; giveUpAfterMs?: number } = {},
  ): Worker<R, S> {
    /** When the last `Retry-After` this node has heard of is over. */
    let closedUntil = 0;
    const hop = (ms: number) => new Promise<void>((resolve) => nodeClock.after(ms, resolve));
    const worker: Worker<R, S> = {
      cap: () => 4,
      deadlineMs: () => 10_000,
      giveUpAfterMs: () => options.giveUpAfterMs ?? 7 * 86_400_000,
      settleMs: () => settleMs,
      async run(work, attempt): Promise<WorkResult<S>> {
        const what = fate(work);
        if (clock.monotonic() < closedUntil)
          early.push({ work: work.id, words: String(work.body), at: clock.monotonic(), by: node });
        await hop(2);
        if (isPast(nodeClock, attempt.sendBy)) return { kind: 'late' };
        const sent = { work: work.id, words: String(work.body), at: clock.monotonic(), by: node };
        const outcome = answerTo(what, sent);
        await hop(3);
        if (outcome.kind === 'throttled') closedUntil = clock.monotonic() + outcome.retryAfterMs;
        return outcome;
      },
      async look(work): Promise<Look<S>> {
        await hop(2);
        return done.some((one) => one.work === work.id) ? { kind: 'found', step: {} } : { kind: 'absent' };
      },
      givenUp: () => ({}),
      expired: () => ({}),
    };
    if (options.looks === false) delete worker.look;
    return worker;
  }

  function answerTo(what: Fate, sent: Done): WorkResult<never> {
    const unknown = { kind: 'unknown', settleMs, error: 'no answer' } as const;
    switch (what) {
      case 'works':
        done.push(sent);
        return { kind: 'done', step: {} };
      case 'late':
        done.push(sent);
        return unknown;
      case 'slow':
        clock.after(settleMs - 20, () => done.push(sent));
        return unknown;
      case 'lost':
        return unknown;
      case 'down':
        return { kind: 'down', error: 'refused' };
      case 'fails':
        return { kind: 'failed', error: '500 for this one' };
      case 'throttled':
        return { kind: 'throttled', retryAfterMs: 1_500, scope: 'endpoint' };
    }
  }

  return {
    done,
    /** What a node began to send before a `Retry-After` it had heard of was over. */
    early,
    workerOf,
  };
}

export type Outside = ReturnType<typeof createOutside>;
