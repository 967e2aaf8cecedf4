import type { Logger } from '#telemetry';
import type { Clock } from '../clock.js';
import { changeOf, merge } from '../engine/merge.js';
import type { Committed, Writer } from '../engine/writer.js';
import type { Answer } from '../engine/fold.js';
import type { Worker } from '../service.js';
import {
  type DeadLetter,
  type LaneChange,
  type LaneStore,
  type NewWork,
  type Ownership,
  OwnershipLost,
  Refused,
  type Work,
  type WorkChange,
} from '../store/store.js';
import { createBacklog } from './backlog.js';
import { createRunner, standing, type Verdict } from './run-work.js';
import { createSchedule } from './schedule.js';

/** Work that waits longer than this behind an endpoint that is down has its person told. */
const TELL_AFTER_MS = 3_000;

/**
 * The work of one lane: takes the heads that may run, runs them side by side, and commits what came of each before the next
 * of its key begins. A commit groups whatever ended meanwhile (see the writer).
 */
export function createWorkLane<R, S>(deps: {
  worker: Worker<R, S>;
  reads: R;
  store: LaneStore<R, S>;
  own: Ownership;
  writer: Writer<R, S>;
  clock: Clock;
  random: () => number;
  logger: Logger;
  /** How long an endpoint may be down before its work is given up (ms). */
  giveUpAfterMs: number;
  committed: (step: Committed<S>) => void;
  mayDouble: (work: Work) => void;
  /** Something that must not be. */
  fault: (error: Error) => void;
}) {
  const { worker, clock, writer, own } = deps;
  const over = new AbortController();
  const schedule = createSchedule({ cap: (endpoint) => worker.cap(endpoint), random: deps.random, added: watchExpiry });
  const backlog = createBacklog({ store: deps.store, own, schedule });
  const running = new Set<Promise<void>>();
  let taking = true;
  let refilling = false;
  let cancelWake: (() => void) | undefined;

  const runner = createRunner({
    ...deps,
    over: over.signal,
    dependents: schedule.dependents,
    commit: async (change: WorkChange, side: readonly S[]) => {
      await writer.write({ work: [change], side });
    },
  });

  /** Starts everything that may run now, and sets the time to look again. */
  function pump(): void {
    cancelWake?.();
    if (!taking) return;
    const now = clock.now();
    for (let work = schedule.next(now); work; work = schedule.next(now)) start(work);
    if (backlog.low()) refill();
    const at = schedule.wakeAt(now);
    if (at !== undefined) cancelWake = clock.after(Math.max(1, at - now), pump);
  }

  function refill(): void {
    if (refilling) return;
    refilling = true;
    backlog
      .refill()
      .then(pump, (error: Error) => error instanceof OwnershipLost || clock.after(1_000, pump))
      .finally(() => {
        refilling = false;
      });
  }

  function start(work: Work): void {
    const done = one(work).catch((error: Error) => {
      if (!(error instanceof OwnershipLost) && !over.signal.aborted) deps.fault(error);
    });
    running.add(done);
    void done.finally(() => {
      running.delete(done);
      pump();
    });
  }

  /** A look-up that waits behind a breaker still ends in time. */
  function watchExpiry(work: Work): void {
    if (work.expiresAt === undefined) return;
    clock.after(work.expiresAt - clock.now(), () => {
      if (over.signal.aborted || schedule.find(work.id) !== work || schedule.isRunning(work)) return;
      carryOut(work, runner.expire(work)).then(
        pump,
        (error: Error) => error instanceof OwnershipLost || deps.fault(error),
      );
    });
  }

  async function one(work: Work): Promise<void> {
    const deadline = new AbortController();
    const cancel = clock.after(worker.deadlineMs(work), () => deadline.abort());
    let verdict: Verdict<S>;
    try {
      verdict = await runner.run(work, AbortSignal.any([over.signal, deadline.signal]));
    } finally {
      cancel();
      schedule.stopped(work);
    }
    heed(work, verdict);
    await carryOut(work, verdict);
  }

  /** What a verdict says of the endpoint is true before anything is committed. */
  function heed(work: Work, verdict: Verdict<S>): void {
    const said = verdict.kind === 'parked' ? verdict.endpoint : undefined;
    const now = clock.now();
    const heard = verdict.kind === 'finished' ? !verdict.unasked : verdict.change.to !== 'unknown';
    if (said === undefined) return heard ? schedule.answered(work.endpoint, now) : undefined;
    if (said !== 'down') return schedule.pause(work.endpoint, said.until);
    const before = schedule.breaker(work.endpoint);
    schedule.trip(work.endpoint, now);
    if (before.kind !== 'open') deps.logger.warn({ endpoint: work.endpoint }, 'An endpoint is down; its work waits.');
    clock.after(TELL_AFTER_MS, () => void tellWaiting(work.endpoint).catch(() => undefined));
  }

  async function carryOut(work: Work, verdict: Verdict<S>): Promise<void> {
    if (verdict.kind === 'finished') return finish(work, verdict);
    const { change, step = {} } = verdict;
    const { id: _, to, ...facts } = change as WorkChange & { to: Work['state'] } & Partial<Work>;
    const told = verdict.endpoint !== undefined && verdict.endpoint !== 'down';
    const moved = verdict.step !== undefined || told || work.state !== to || work.tries !== facts.tries;
    Object.assign(work, facts, { state: to });
    // Only its due time is new, and a restart needs no more than to run it again: nothing is written.
    if (moved) deps.committed(await commit(work, { ...changeOf(step, work.trace), work: [change] }));
    schedule.park(work);
  }

  async function finish(work: Work, verdict: Extract<Verdict<S>, { kind: 'finished' }>): Promise<void> {
    const all = [work, ...(verdict.with ?? [])];
    const dead = verdict.dead === undefined ? [] : [deadLetter(all, verdict.dead)];
    const ends = all.map(({ id }): WorkChange => ({ id, to: 'done' }));
    const step = await commit(work, merge([changeOf(verdict.step, work.trace), { work: ends, dead }]));
    for (const ended of all) schedule.finish(ended);
    deps.committed(step);
  }

  /** A value the database refuses makes the work a dead letter; what it did outside has happened all the same. */
  async function commit(work: Work, change: LaneChange<S>): Promise<Committed<S>> {
    try {
      return await writer.write(change);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const cause = 'the database refuses a value of what came of it';
      const step = changeOf(worker.givenUp(work, [], 'refused'), work.trace);
      return writer.write(merge([step, { work: [{ id: work.id, to: 'done' }], dead: [deadLetter([work], cause)] }]));
    }
  }

  function deadLetter(works: readonly Work[], cause: string): DeadLetter {
    const [first] = works as [Work];
    deps.logger.warn({ work: first.id, kind: first.kind, cause }, 'Work was given up.');
    const value = Buffer.from(JSON.stringify(works.map(({ kind, body, trace }) => ({ kind, body, trace }))));
    return { id: first.id, topic: own.topic, lane: own.lane, key: first.orderKey, cause, value, at: clock.now() };
  }

  /** Everyone whose words wait behind an endpoint that is down learns it, once; what has waited for days is given up. */
  async function tellWaiting(endpoint: string): Promise<void> {
    if (over.signal.aborted || schedule.breaker(endpoint).kind !== 'open') return;
    const now = clock.now();
    const waiting = schedule.waitingAt(endpoint).filter((work) => work.effect);
    const changes: LaneChange<S>[] = [];
    for (const work of waiting) {
      if (work.toldAt !== undefined || now - work.bornAt < TELL_AFTER_MS || !worker.waiting) continue;
      work.toldAt = now;
      changes.push(merge([changeOf(worker.waiting(work, 'tracker-down'), work.trace), { work: [standing(work)] }]));
    }
    if (changes.length > 0) deps.committed(await writer.write(merge(changes)));
    for (const work of waiting) {
      if (now - work.bornAt > deps.giveUpAfterMs)
        await carryOut(work, runner.giveUp(work, 'down-too-long', 'its endpoint was down too long'));
    }
  }

  /** It arrived: looked at once more, to be taken as it is. It did not: sent again, from a new baseline. */
  const afterAnswer = (work: Work, arrived: boolean) =>
    arrived
      ? { to: 'unknown' as const, dueAt: clock.now(), baseline: worker.accept?.(work) ?? work.baseline }
      : { to: 'ready' as const, dueAt: clock.now(), baseline: undefined };

  return {
    /** New work, just committed with these seqs. */
    admit(works: readonly NewWork[], seqs: readonly number[]): void {
      works.forEach((work, i) => {
        backlog.admit({ ...work, seq: seqs[i] as number, state: 'ready', attempt: 0, tries: 0 });
      });
      pump();
    },
    async recover(endpoints: readonly string[]): Promise<void> {
      await backlog.recover(endpoints);
      pump();
    },
    /** What a person's answer to a doubt changes, to be committed with the record that carried it. */
    answer({ work: id, arrived }: Answer): WorkChange | undefined {
      const work = schedule.find(id);
      return work?.state === 'doubt' ? { ...standing(work), ...afterAnswer(work, arrived) } : undefined;
    },
    /** That change is committed. */
    answered({ work: id, arrived }: Answer): void {
      const work = schedule.find(id);
      if (work?.state !== 'doubt') return;
      const { to, ...facts } = afterAnswer(work, arrived);
      schedule.park(Object.assign(work, facts, { state: to }));
      pump();
    },
    held: schedule.size,
    /** Nothing new begins; resolves when what is under way has ended and was committed. */
    async drain(): Promise<void> {
      taking = false;
      cancelWake?.();
      while (running.size > 0) await Promise.all(running);
    },
    /** Everything under way is broken off: connections are reset. */
    end(): void {
      taking = false;
      cancelWake?.();
      over.abort();
    },
  };
}

export type WorkLane<R, S> = ReturnType<typeof createWorkLane<R, S>>;
