import type { Clock } from '../clock.js';
import type { GivenUp, Hindrance, Look, Step, Worker, WorkResult } from '../service.js';
import type { Work, WorkChange } from '../store/store.js';
import { backOffMs, MOST_REPEATS, MOST_TRIES, repeatAfterMs, TRIES_WHILE_FRUITLESS } from './back-off.js';
import { hasWaitedFor } from './expiry.js';
import { createFailsAlone, type Standing } from './fails-alone.js';

const TELL_AFTER_TRIES = 3;
/** Who asks for less, and says no time that is still to come, is given so long. */
const LEAST_PAUSE_MS = 1_000;

/** What becomes of a piece of work after a run. `change` and `step` are committed together before it takes effect. */
export type Verdict<S> = {
  /** The endpoint said a word, so it is up. */
  heard: boolean;
} & (
  | { kind: 'finished'; step: Step<S>; dead?: string; with?: readonly Work[] }
  | {
      kind: 'parked';
      change: Exclude<WorkChange, { to: 'done' }>;
      step?: Step<S>;
      endpoint?: 'down' | { pauseMs: number };
    }
);

/** Its last try has failed, or none can succeed here. */
export type Hopeless = { kind: 'hopeless'; why: GivenUp; error: string };

/** What a worker's answers mean for the work. */
export function createJudge<S>(deps: {
  worker: Pick<Worker<never, S>, 'look' | 'waiting' | 'withdrawn' | 'endless' | 'giveUpAfterMs'>;
  clock: Clock;
  random: () => number;
  endpoints: Standing;
}) {
  const { clock } = deps;
  const alone = createFailsAlone({ clock, ...deps.endpoints });
  /** How often work of unknown outcome was sent again by this owner of its lane. */
  const repeats = new WeakMap<Work, number>();

  const parked = (
    work: Work,
    to: Work['state'],
    change: Partial<Work>,
    more: Partial<Extract<Verdict<S>, { kind: 'parked' }>> = {},
  ): Verdict<S> => ({ kind: 'parked', heard: true, change: { ...standing(work), ...change, to }, ...more });

  function came(work: Work, result: WorkResult<S>): Verdict<S> | Hopeless {
    if (result.kind !== 'down' && result.kind !== 'late') alone.forget(work);
    switch (result.kind) {
      case 'done':
        return { kind: 'finished', heard: !result.unheard, step: result.step };
      case 'doubt':
        return parked(work, 'doubt', {}, { step: result.step });
      case 'unknown':
        return work.effect ? lost(work, result.settleMs, result.error) : failed(work, result.error, 'ready');
      case 'again':
        return parked(
          work,
          'ready',
          { dueAt: clock.now() + result.inMs, tries: 0 },
          { heard: !result.unheard, step: result.step },
        );
      case 'down':
      case 'late':
      case 'failed':
      case 'throttled':
        return withdrawn(work, hindered(work, result, 'ready'));
    }
  }

  function looked(work: Work, look: Look<S>): Verdict<S> | Hopeless {
    if (look.kind !== 'down' && look.kind !== 'late') alone.forget(work);
    switch (look.kind) {
      case 'found':
        return { kind: 'finished', heard: true, step: look.step };
      case 'absent':
        return failed(work, work.lastError ?? 'it did not take effect', 'ready');
      case 'doubt':
        return parked(work, 'doubt', { baseline: look.baseline ?? work.baseline }, { step: look.step });
      case 'down':
      case 'late':
      case 'throttled':
        return hindered(work, look);
    }
  }

  const isOverdue = (work: Work, now: number) =>
    work.tries >= TRIES_WHILE_FRUITLESS &&
    hasWaitedFor(deps.worker.giveUpAfterMs(work), work, now, {
      forMs: deps.endpoints.fruitlessMs(work.endpoint),
      knownMs: deps.endpoints.knownMs(work.endpoint),
    });

  /** It certainly took no effect now, and stays what it was, or becomes `to`: parked until its time. */
  function hindered(
    work: Work,
    by: Hindrance | Extract<WorkResult<S>, { kind: 'throttled' }>,
    to = work.state,
  ): Verdict<S> | Hopeless {
    const now = clock.now();
    switch (by.kind) {
      case 'throttled': {
        const waitMs = Math.max(LEAST_PAUSE_MS, by.retryAfterMs);
        const endpoint = 'scope' in by && by.scope === 'key' ? undefined : { pauseMs: waitMs };
        return parked(work, to, { dueAt: now + waitMs, lastError: 'throttled' }, { endpoint });
      }
      case 'down':
        if (alone.takesForDown(work)) return unheard(failed(work, by.error, to));
        return parked(work, to, { dueAt: now, lastError: by.error }, { heard: false, endpoint: 'down' });
      case 'late':
        return late(work, to);
      case 'failed':
        return failed(work, by.error, to);
    }
  }

  /** It failed for itself: that costs a try. */
  function failed(work: Work, error: string, to: Work['state'], waitMs?: number): Verdict<S> | Hopeless {
    const now = clock.now();
    const tries = Math.max(work.tries, Math.min(work.tries + 1, mostTries(work)));
    if (tries >= MOST_TRIES || isOverdue({ ...work, tries }, now))
      return { kind: 'hopeless', why: 'failed-too-often', error };
    const change = { tries, dueAt: now + (waitMs ?? backOffMs(tries, deps.random)), lastError: error };
    const { waiting } = deps.worker;
    if (tries < TELL_AFTER_TRIES || work.toldAt !== undefined || !waiting || !work.effect) {
      return parked(work, to, change);
    }
    return parked(work, to, { ...change, toldAt: now }, { step: lastWords(() => waiting(work, 'retrying')) });
  }

  /** Whose person was told that it waits is not given up for what befalls all that is to be written there. */
  function mostTries(work: Work): number {
    if (deps.worker.endless?.(work)) return MOST_TRIES - 1;
    return alone.fails(work) || work.toldAt === undefined ? MOST_TRIES : TRIES_WHILE_FRUITLESS;
  }

  /** Nothing of it was sent, because we were too slow: drawn apart, so that they do not all come back in one instant. */
  const late = (work: Work, to = work.state) =>
    parked(work, to, { dueAt: clock.now() + backOffMs(1, deps.random), lastError: 'late' }, { heard: false });

  /** With this verdict it is committed, too, that its attempt took no effect. */
  function withdrawn<V extends Verdict<S> | Hopeless>(work: Work, verdict: V): V {
    const side = work.effect ? (deps.worker.withdrawn?.(work) ?? []) : [];
    if (verdict.kind !== 'parked' || side.length === 0) return verdict;
    return { ...verdict, step: { ...verdict.step, side: [...(verdict.step?.side ?? []), ...side] } };
  }

  /** Nobody knows whether it took effect: looked for when its time is over, or, where nobody can look, sent again: that costs a try. */
  function lost(work: Work, settleMs: number, error: string): Verdict<S> | Hopeless {
    if (!deps.worker.look) return unheard(repeated(work, error));
    return parked(
      work,
      'unknown',
      { dueAt: (work.sendBy ?? clock.now()) + settleMs, lastError: error },
      { heard: false },
    );
  }

  /** It is sent again, and may be there twice then: that costs a try, and an owner of its lane repeats it some times only. */
  function repeated(work: Work, error: string): Verdict<S> | Hopeless {
    const times = (repeats.get(work) ?? 0) + 1;
    repeats.set(work, times);
    if (times >= MOST_REPEATS) return { kind: 'hopeless', why: 'failed-too-often', error };
    return failed(work, error, 'unknown', repeatAfterMs(times, deps.random));
  }

  const unheard = (verdict: Verdict<S> | Hopeless) =>
    verdict.kind === 'hopeless' ? verdict : { ...verdict, heard: false };

  /** Its own time was over before there was an answer: that is no word of the endpoint. */
  const brokenOff = (work: Work, error: string) => unheard(failed(work, error, work.state));

  return {
    came,
    looked,
    brokenOff,
    hindered,
    late,
    lost,
    withdrawn,
    /** It was not its turn after all: that is no word of the endpoint. Whole milliseconds, or rounding would make it turn on the spot. */
    later: (work: Work, waitMs: number) =>
      parked(work, work.state, { dueAt: clock.now() + Math.ceil(waitMs) }, { heard: false }),
    lastWords,
  };
}

/** What a person is told must not keep work from ending: a worker that throws here tells them nothing. */
function lastWords<S>(words: () => Step<S>): Step<S> {
  try {
    return words();
  } catch {
    return {};
  }
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
