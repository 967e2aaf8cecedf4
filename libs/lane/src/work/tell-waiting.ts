import type { Clock } from '../clock.js';
import { changeOf, merge } from '../engine/merge.js';
import type { Worker } from '../service.js';
import { type LaneChange, Refused, type Work } from '../store/store.js';
import { hasWaitedFor } from './expiry.js';
import type { Schedule } from './schedule.js';
import { standing } from './verdict.js';

/** Work that waits longer than this behind an endpoint that is away for as long has its person told. */
const TELL_AFTER_MS = 3_000;
/** Whose words come while it is left alone learn it within this time. */
const LOOK_AGAIN_MS = 15_000;
const PAGE = 500;

/**
 * Everyone whose words wait behind an endpoint that is away learns it, once; what has waited for days is given up. It is away
 * while it is down, and where it answers nothing but when to come back.
 */
export function createTeller<S>(deps: {
  worker: Pick<Worker<never, S>, 'waiting' | 'giveUpAfterMs'>;
  schedule: Schedule;
  clock: Clock;
  standing: (endpoint: string) => 'up' | 'down' | 'paused';
  /** How long it has not answered (ms); that it is to be left alone is no answer. */
  silentMs: (endpoint: string) => number;
  /** How long this process has known it (ms). */
  knownMs: (endpoint: string) => number;
  /** Not while the lane has too much to publish. */
  mayBegin: () => boolean;
  write: (change: LaneChange<S>) => Promise<unknown>;
  giveUp: (work: Work) => Promise<void>;
  /** A page of the work of an endpoint after this seq; nothing where all there is of it is in memory. */
  left: (endpoint: string, after: number, limit: number) => Promise<readonly Work[]>;
}) {
  const { worker, schedule, clock } = deps;
  const timers = new Map<string, () => void>();
  let over = false;
  /** Of each endpoint: up to this seq, what was left in the store has been told, which may not be written there yet. */
  const reached = new Map<string, number>();

  const isAway = (endpoint: string) => deps.standing(endpoint) !== 'up' && deps.silentMs(endpoint) >= TELL_AFTER_MS;

  async function tell(endpoint: string): Promise<void> {
    const now = clock.now();
    const waiting = schedule.waitingAt(endpoint).filter((work) => work.effect);
    const untold = waiting.filter((work) => work.toldAt === undefined && hasWaited(work, now));
    await Promise.all(untold.map((work) => told(work, now)));
    for (const work of waiting) {
      if (!isOverdue(work, now) || !isAway(endpoint)) continue;
      if (schedule.hold(work)) await deps.giveUp(work);
    }
    if (worker.waiting) await tellLeft(endpoint, now);
  }

  /** Those for whose words there is no room in memory, as far as what they are told can be published. */
  async function tellLeft(endpoint: string, now: number): Promise<void> {
    while (isAway(endpoint) && deps.mayBegin()) {
      const page = await deps.left(endpoint, reached.get(endpoint) ?? -1, PAGE);
      const young = page.findIndex((work) => !hasWaited(work, now));
      const found = young < 0 ? page : page.slice(0, young);
      const untold = found.filter(({ id, effect, toldAt }) => effect && toldAt === undefined && !schedule.find(id));
      const last = found.at(-1);
      if (last) reached.set(endpoint, last.seq);
      await Promise.all(untold.map((work) => told(work, now)));
      if (found.length < PAGE) return;
    }
  }

  const isOverdue = (work: Work, now: number) =>
    hasWaitedFor(worker.giveUpAfterMs(work), work, now, {
      forMs: deps.silentMs(work.endpoint),
      knownMs: deps.knownMs(work.endpoint),
    });
  const hasWaited = ({ bornAt }: Work, now: number) => now - bornAt >= TELL_AFTER_MS;
  /** Where there is nobody to be told, this node alone remembers since when it waits. */
  async function told(work: Work, now: number): Promise<void> {
    work.toldAt = now;
    if (!worker.waiting) return;
    const why = deps.standing(work.endpoint) === 'paused' ? 'throttled' : 'tracker-down';
    const change = merge([changeOf(worker.waiting(work, why), work.trace), { work: [standing(work)] }]);
    await deps.write(change).catch(unlessRefused);
  }

  function lookIn(ms: number, endpoint: string, failed: (error: Error) => void): void {
    if (over || timers.has(endpoint)) return;
    const look = async () => {
      if (isAway(endpoint)) await tell(endpoint).catch(failed);
      timers.delete(endpoint);
      // Nobody says again of one that is left alone that it is away.
      if (deps.standing(endpoint) === 'paused') lookIn(LOOK_AGAIN_MS, endpoint, failed);
    };
    timers.set(
      endpoint,
      clock.after(ms, () => void look()),
    );
  }

  return {
    /** The endpoint is away, or still is. */
    away: (endpoint: string, failed: (error: Error) => void) => lookIn(TELL_AFTER_MS, endpoint, failed),
    /** Work that comes from the store: whether its person was told while it was left there. */
    recall: (work: Work): Work =>
      work.effect && work.toldAt === undefined && work.seq <= (reached.get(work.endpoint) ?? -1)
        ? { ...work, toldAt: clock.now() }
        : work,
    end(): void {
      over = true;
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}

/** Words the database refuses cannot be told; the work itself is none the worse for it. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
