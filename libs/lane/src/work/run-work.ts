import { errorFacts, type Logger } from '#telemetry';
import { CAUSE } from '../cause.js';
import type { Clock, Instant } from '../clock.js';
import { isPast, PROVEN_WITHIN_MS, SEND_WITHIN_MS, type SendBy, sendByFrom } from '../log/send-by.js';
import type { Attempt, GivenUp, Worker } from '../service.js';
import { Refused, type Work, type WorkChange } from '../store/store.js';
import { hasExpired } from './expiry.js';
import type { Standing } from './fails-alone.js';
import { createJudge, type Hopeless, standing, type Verdict } from './verdict.js';

/** Where a worker does not say how long an attempt may still take effect. */
const SETTLE_MS = 30_000;

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
  /** See `View`. */
  againBefore: () => number;
  /** Aborted when the lane is not ours any more. */
  over: AbortSignal;
  /** Commits an attempt with its intent; resolves with when that transaction began. */
  commit: (change: (began: Instant) => WorkChange, side: readonly S[]) => Promise<Instant>;
  /** When the lane was last certainly ours, at most so long ago (ms); rejects once it is not. */
  owned: (withinMs: number) => Promise<Instant>;
  endpoints: Standing & { /** It has meanwhile named a time to come back. */ isPaused: (endpoint: string) => boolean };
  /** An attempt is committed and goes out now. */
  sending: (work: Work) => void;
  dependents: (work: Work) => Promise<readonly Work[]>;
  /** An effect of unknown outcome is sent again: it may come twice. */
  mayDouble: (work: Work) => void;
}) {
  const { worker, clock } = deps;
  const judge = createJudge<S>(deps);
  /** By the monotonic clock, which no jump of the wall clock hastens: when what may be open can be looked for. */
  const settled = new WeakMap<Work, number>();

  const settleMs = (work: Work) => worker.settleMs?.(work) ?? (worker.look ? SETTLE_MS : 0);

  const attemptOf = (work: Work, signal: AbortSignal): Pick<Attempt, 'baseline' | 'againBefore' | 'signal'> => ({
    baseline: work.baseline,
    againBefore: deps.againBefore(),
    signal,
  });

  /** The attempt a look is about: nothing of it may be sent any more. */
  const lastAttempt = (work: Work, signal: AbortSignal): Attempt => ({
    ...attemptOf(work, signal),
    number: work.attempt,
    sendBy: { wall: work.sendBy ?? 0, monotonic: 0 },
  });

  async function run(work: Work, signal: AbortSignal): Promise<Verdict<S>> {
    if (work.state === 'unknown') {
      const wait = (settled.get(work) ?? 0) - clock.monotonic();
      if (wait > 0) return judge.later(work, wait);
    } else if (hasExpired(work, clock.now())) return expire(work);
    try {
      if (work.state === 'unknown' && worker.look) {
        return await heed(work, judge.looked(work, await worker.look(work, lastAttempt(work, signal), deps.reads)));
      }
      const hindrance = await prepare(work, signal);
      if (hindrance) return await heed(work, hindrance);
    } catch (error) {
      return thrown(work, signal, error);
    }
    return attempt(work, signal);
  }

  /** What must be so before anything is committed of an attempt; a verdict where it is not. */
  async function prepare(work: Work, signal: AbortSignal): Promise<Verdict<S> | Hopeless | undefined> {
    const permit = (await worker.permit?.(work)) ?? 0;
    if (typeof permit === 'object') return { kind: 'hopeless', why: 'impossible', error: permit.impossible };
    if (permit > 0) return judge.later(work, permit);
    if (!work.effect || !worker.baseline || work.baseline !== undefined) return undefined;
    const found = await worker.baseline(work, signal, deps.reads);
    if (found.kind !== 'known') return judge.hindered(work, found);
    work.baseline = found.baseline;
    return undefined;
  }

  async function attempt(work: Work, signal: AbortSignal): Promise<Verdict<S>> {
    const number = work.attempt + 1;
    const sendBy = work.effect ? await commit(work, number) : sendByFrom(await deps.owned(PROVEN_WITHIN_MS));
    if ('kind' in sendBy) return sendBy;
    work.attempt = number;
    try {
      const result = await worker.run(work, { ...attemptOf(work, signal), number, sendBy }, deps.reads);
      if (result.kind === 'unknown') settled.set(work, sendBy.monotonic + result.settleMs);
      return await heed(work, judge.came(work, result));
    } catch (error) {
      return thrown(work, signal, error);
    }
  }

  /** Nothing is sent before its attempt is durable; an attempt that may not go out after all is as if it never was. */
  async function commit(work: Work, number: number): Promise<SendBy | Verdict<S>> {
    const { baseline } = work;
    let side: readonly S[];
    try {
      side = worker.intent?.(work, { number, baseline }) ?? [];
    } catch (error) {
      return bug(work, error);
    }
    if (work.state === 'unknown') deps.mayDouble(work);
    let sendBy: SendBy;
    try {
      const sending = { ...standing(work), to: 'sending', attempt: number } as const;
      sendBy = sendByFrom(await deps.commit((began) => ({ ...sending, sendBy: sendByFrom(began).wall }), side));
    } catch (error) {
      if (error instanceof Refused) return giveUp(work, 'refused', CAUSE.intentRefused);
      throw error;
    }
    Object.assign(work, { state: 'sending', attempt: number, sendBy: sendBy.wall } satisfies Partial<Work>);
    const unsent = { ...work, state: 'ready' } as const;
    if (isPast(clock, sendBy)) return judge.withdrawn(work, judge.late(unsent));
    if (deps.endpoints.isPaused(work.endpoint)) return judge.withdrawn(work, judge.later(unsent, 0));
    deps.sending(work);
    return sendBy;
  }

  async function heed(work: Work, verdict: Verdict<S> | Hopeless): Promise<Verdict<S>> {
    return verdict.kind === 'hopeless' ? giveUp(work, verdict.why, verdict.error) : verdict;
  }

  /** A worker throws where its signal ended what it waited for; anything else is a bug. */
  async function thrown(work: Work, signal: AbortSignal, error: unknown): Promise<Verdict<S>> {
    if (deps.over.aborted) throw error;
    if (!signal.aborted) return bug(work, error);
    if (work.state !== 'sending') return heed(work, judge.brokenOff(work, 'out of time'));
    settled.set(work, clock.monotonic() + settleMs(work));
    return heed(work, judge.lost(work, settleMs(work), 'out of time'));
  }

  function bug(work: Work, error: unknown): Promise<Verdict<S>> {
    deps.logger.error({ work: work.id, kind: work.kind, ...errorFacts(error) }, 'A worker threw: this is a bug.');
    return giveUp(work, 'bug', CAUSE.workerThrew(error));
  }

  async function giveUp(work: Work, why: GivenUp, cause: string): Promise<Verdict<S>> {
    const dependents = await deps.dependents(work);
    const step = judge.lastWords(() => worker.givenUp(work, dependents, why));
    return { kind: 'finished', step, heard: false, dead: cause, with: dependents };
  }

  function expire(work: Work): Verdict<S> {
    return { kind: 'finished', step: judge.lastWords(() => worker.expired(work)), heard: false };
  }

  return {
    run,
    giveUp,
    expire,
    /**
     * Taken up from another owner: what that owner had begun may be sent for so long still, whatever the clocks of
     * the two say, and take effect a while later.
     */
    takeUp(work: Work): void {
      if (work.state === 'unknown') settled.set(work, clock.monotonic() + SEND_WITHIN_MS + settleMs(work));
    },
  };
}
