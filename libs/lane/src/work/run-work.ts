import { errorFacts, type Logger } from '#telemetry';
import type { Clock } from '../clock.js';
import type { Attempt, GivenUp, Hindrance, Look, Step, Worker, WorkResult } from '../service.js';
import type { Work, WorkChange } from '../store/store.js';
import { backOffMs, MOST_TRIES } from './back-off.js';

/** An attempt sends nothing later than this after its intent was handed to be committed. */
export const SEND_WITHIN_MS = 2_000;
const TELL_AFTER_TRIES = 3;
/** For a worker that threw instead of answering when its time was over. */
const SETTLE_AFTER_ABORT_MS = 30_000;

/** What becomes of a piece of work after a run. `change` and `step` are committed together before it takes effect. */
export type Verdict<S> =
  /** `unasked`: it ended without a word from the endpoint. */
  | { kind: 'finished'; step: Step<S>; unasked?: boolean; dead?: string; with?: readonly Work[] }
  | {
      kind: 'parked';
      change: WorkChange & { to: Work['state'] };
      step?: Step<S>;
      endpoint?: 'down' | { until: number };
    };

/**
 * Runs one piece of work once, from its baseline to a verdict. An effect's attempt is committed before it goes out; what
 * cannot be known afterwards is looked for before anything is sent again.
 */
export function createRunner<R, S>(deps: {
  worker: Worker<R, S>;
  reads: R;
  clock: Clock;
  random: () => number;
  logger: Logger;
  /** Aborted when the lane is not ours any more. */
  over: AbortSignal;
  /** Commits an attempt with its intent. */
  commit: (change: WorkChange, side: readonly S[]) => Promise<void>;
  dependents: (work: Work) => readonly Work[];
  /** An effect of unknown outcome is sent again: it may come twice. */
  mayDouble: (work: Work) => void;
}) {
  const { worker, clock } = deps;

  async function run(work: Work, signal: AbortSignal): Promise<Verdict<S>> {
    try {
      if (work.expiresAt !== undefined && work.expiresAt <= clock.now() && work.state === 'ready') {
        return expire(work);
      }
      if (work.state === 'unknown') {
        if (worker.look) return looked(work, await worker.look(work, lastAttempt(work, signal), deps.reads));
        deps.mayDouble(work);
      }
      return await attempt(work, signal);
    } catch (error) {
      if (deps.over.aborted) throw error;
      if (signal.aborted) return came(work, { kind: 'unknown', settleMs: SETTLE_AFTER_ABORT_MS, error: 'out of time' });
      deps.logger.error({ work: work.id, kind: work.kind, ...errorFacts(error) }, 'A worker threw: this is a bug.');
      return giveUp(work, 'bug', `the worker threw ${error instanceof Error ? error.name : 'something'}`);
    }
  }

  async function attempt(work: Work, signal: AbortSignal): Promise<Verdict<S>> {
    if (work.effect && worker.baseline && work.baseline === undefined) {
      const found = await worker.baseline(work, signal, deps.reads);
      if (found.kind !== 'known') return hindered(work, found);
      work.baseline = found.baseline;
    }
    const sendBy = { wall: clock.now() + SEND_WITHIN_MS, monotonic: clock.monotonic() + SEND_WITHIN_MS };
    const next: Attempt = { number: work.attempt + 1, sendBy, baseline: work.baseline, signal };
    if (work.effect) {
      const change = { ...standing(work), to: 'sending', attempt: next.number, sendBy: sendBy.wall } as const;
      await deps.commit(change, worker.intent?.(work, next) ?? []);
    }
    if (work.effect) work.state = 'sending';
    work.attempt = next.number;
    work.sendBy = sendBy.wall;
    return came(work, await worker.run(work, next, deps.reads));
  }

  function came(work: Work, result: WorkResult<S>): Verdict<S> {
    switch (result.kind) {
      case 'done':
        return { kind: 'finished', step: result.step };
      case 'doubt':
        return { kind: 'parked', change: { ...standing(work), to: 'doubt' }, step: result.step };
      case 'unknown': {
        const dueAt = (work.sendBy ?? clock.now()) + result.settleMs;
        return { kind: 'parked', change: { ...standing(work), to: 'unknown', dueAt, lastError: result.error } };
      }
      case 'again': {
        const change = { ...standing(work), to: 'ready', dueAt: clock.now() + result.inMs } as const;
        return { kind: 'parked', change, ...(result.step && { step: result.step }) };
      }
      case 'down':
      case 'failed':
      case 'throttled':
        return hindered(work, result);
    }
  }

  function looked(work: Work, look: Look<S>): Verdict<S> {
    switch (look.kind) {
      case 'found':
        return { kind: 'finished', step: look.step };
      case 'absent':
        return { kind: 'parked', change: { ...standing(work), to: 'ready', dueAt: clock.now() } };
      case 'doubt':
        return { kind: 'parked', change: { ...standing(work), to: 'doubt' }, step: look.step };
      case 'down':
      case 'throttled':
        return hindered(work, look, work.state);
    }
  }

  /** It certainly took no effect: parked until its time, its try counted only where the failure is its own. */
  function hindered(
    work: Work,
    by: Hindrance | Extract<WorkResult<S>, { kind: 'throttled' }>,
    to: Work['state'] = 'ready',
  ): Verdict<S> {
    const now = clock.now();
    if (by.kind === 'throttled') {
      const until = now + by.retryAfterMs;
      const endpoint = 'scope' in by && by.scope === 'key' ? undefined : { until };
      return { kind: 'parked', change: { ...standing(work), to, dueAt: until, lastError: 'throttled' }, endpoint };
    }
    if (by.kind === 'down') {
      return { kind: 'parked', change: { ...standing(work), to, dueAt: now, lastError: by.error }, endpoint: 'down' };
    }
    const tries = work.tries + 1;
    if (tries >= MOST_TRIES) return giveUp(work, 'failed-too-often', by.error);
    const dueAt = now + backOffMs(tries, deps.random);
    const change = { ...standing(work), to, dueAt, tries, lastError: by.error };
    if (tries < TELL_AFTER_TRIES || work.toldAt !== undefined || !worker.waiting) return { kind: 'parked', change };
    return { kind: 'parked', change: { ...change, toldAt: now }, step: worker.waiting(work, 'retrying') };
  }

  function giveUp(work: Work, why: GivenUp, cause: string): Verdict<S> {
    const dependents = deps.dependents(work);
    return {
      kind: 'finished',
      step: worker.givenUp(work, dependents, why),
      unasked: true,
      dead: cause,
      with: dependents,
    };
  }

  function expire(work: Work): Verdict<S> {
    return { kind: 'finished', step: worker.expired(work), unasked: true };
  }

  return { run, giveUp, expire };
}

/** Where a piece of work stands, as a change that would change nothing. */
export const standing = ({ id, state, dueAt, attempt, tries, sendBy, baseline, toldAt, lastError }: Work) => ({
  id,
  to: state,
  dueAt,
  attempt,
  tries,
  sendBy,
  baseline,
  toldAt,
  lastError,
});

/** The attempt a look is about: nothing of it may be sent any more. */
const lastAttempt = (work: Work, signal: AbortSignal): Attempt => ({
  number: work.attempt,
  sendBy: { wall: work.sendBy ?? 0, monotonic: 0 },
  baseline: work.baseline,
  signal,
});
