import type { Logger } from '#telemetry';
import { CAUSE } from '../cause.js';
import type { Clock } from '../clock.js';
import type { Answer } from '../engine/fold.js';
import type { Writer } from '../engine/writer.js';
import type { Worker } from '../service.js';
import {
  type LaneStore,
  type NewWork,
  type Ownership,
  OwnershipLost,
  type Recovered,
  workOfNew,
  type Work,
} from '../store/store.js';
import { type AnsweredDoubt, createDoubts } from './doubts.js';
import { createBacklog } from './backlog.js';
import type { Endpoints, Permit } from './endpoints.js';
import { createExpiry, hasExpired } from './expiry.js';
import { createRunner } from './run-work.js';
import { createSchedule } from './schedule.js';
import type { Sent } from './sent.js';
import { createSettle } from './settle.js';
import { createTeller } from './tell-waiting.js';
import type { Verdict } from './verdict.js';

const READ_AGAIN_MS = 1_000;

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
  endpoints: Endpoints;
  sent: Sent;
  /** See `View`. */
  againBefore: () => number;
  mayDouble: (work: Work) => void;
  /** Nothing begins while the lane has too much to publish. */
  mayBegin: () => boolean;
  /** What was under way is not any more. */
  ended: () => void;
  /** Something that must not be. */
  fault: (error: Error) => void;
}) {
  const { worker, clock, writer, endpoints } = deps;
  const over = new AbortController();
  const user = { permitted, away };
  const schedule = createSchedule({
    enter: (endpoint) => endpoints.enter(endpoint, user),
    added: (work) => expiry.watch(work),
  });
  const expiry = createExpiry({ clock, expire: (work) => schedule.hold(work) && follow(expire(work)) });
  const backlog = createBacklog({ ...deps, schedule, recall });
  const runner = createRunner({
    ...deps,
    over: over.signal,
    sending: (work) => deps.sent.remember(work),
    dependents: (work) => backlog.dependents(work),
    owned: writer.owned,
    commit: (change, side) => writer.writeDated((began) => ({ work: [change(began)], side })),
  });
  const settle = createSettle({ ...deps, schedule, backlog });
  const teller = createTeller({
    ...deps,
    schedule,
    standing: endpoints.standing,
    silentMs: endpoints.silentMs,
    knownMs: endpoints.knownMs,
    write: (change) => writer.write(change),
    giveUp: async (work) => settle(work, await runner.giveUp(work, 'down-too-long', CAUSE.downTooLong)),
    // A database that is away now is asked again when the endpoint has not answered its next probe.
    left: (endpoint, after, limit) => backlog.left(endpoint, after, limit).catch(() => []),
  });
  const doubts = createDoubts({ schedule, clock, accept: (work) => worker.accept?.(work) });
  const leave = endpoints.join(user);
  const running = new Set<Promise<void>>();
  /** Of what is under way: all end with the lane. */
  const deadlines = new Set<AbortController>();
  let taking = true;
  let refilling = false;
  let cancelWake: (() => void) | undefined;

  function permitted(endpoint: string): void {
    schedule.permitted(endpoint);
    pump();
  }

  function away(endpoint: string): void {
    teller.away(endpoint, failed);
  }

  function recall(work: Work): Work {
    const recalled = teller.recall(deps.sent.recall(work));
    runner.takeUp(recalled);
    return recalled;
  }

  /** Starts everything that may run now, and sets the time to look again. */
  function pump(): void {
    cancelWake?.();
    if (!taking || !deps.mayBegin()) return;
    const now = clock.now();
    for (let next = schedule.next(now); next; next = schedule.next(now)) follow(one(next.work, next.permit));
    if (backlog.low()) refill();
    const at = schedule.wakeAt();
    if (at !== undefined) cancelWake = clock.after(Math.max(1, at - now), pump);
  }

  function refill(): void {
    if (refilling) return;
    refilling = true;
    const again = (error: Error) => void (error instanceof OwnershipLost || clock.after(READ_AGAIN_MS, pump));
    void backlog.refill().then(
      () => ((refilling = false), pump()),
      (error: Error) => ((refilling = false), again(error)),
    );
  }

  function follow(work: Promise<void>): void {
    const done = work.catch(failed).finally(() => {
      running.delete(done);
      deps.ended();
      pump();
    });
    running.add(done);
  }

  function failed(error: Error): void {
    if (!(error instanceof OwnershipLost) && !over.signal.aborted) deps.fault(error);
  }

  const expire = (work: Work) => settle(work, runner.expire(work));

  async function one(work: Work, permit: Permit): Promise<void> {
    const covered = coveredBy(work);
    const verdict = await call(work, permit);
    const ran = verdict.kind === 'finished' && verdict.heard;
    await settle(work, ran ? { ...verdict, with: covered } : verdict);
    // What ran out of time while it ran is not waited for again.
    if (work.state === 'ready' && hasExpired(work, clock.now()) && schedule.hold(work)) await expire(work);
  }

  /** What waits behind it already and needs no run of its own once this one has ended well. */
  function coveredBy(work: Work): readonly Work[] {
    if (!worker.covers) return [];
    const now = clock.now();
    return schedule
      .ofKey(work.orderKey)
      .filter((later) => later !== work && later.dueAt <= now && worker.covers?.(work, later));
  }

  async function call(work: Work, permit: Permit): Promise<Verdict<S>> {
    const deadline = new AbortController();
    deadlines.add(deadline);
    const cancel = clock.after(worker.deadlineMs(work), () => deadline.abort());
    try {
      const verdict = await runner.run(work, deadline.signal);
      heed(work, verdict);
      return verdict;
    } finally {
      cancel();
      deadlines.delete(deadline);
      endpoints.left(permit);
    }
  }

  /** What a verdict says of the endpoint is true before anything is committed. */
  function heed({ endpoint, effect }: Work, verdict: Verdict<S>): void {
    const said = verdict.kind === 'parked' ? verdict.endpoint : undefined;
    if (said === 'down') {
      if (endpoints.down(endpoint)) deps.logger.warn({ endpoint }, 'An endpoint is down; its work waits.');
    } else if (said) endpoints.pause(endpoint, said.pauseMs);
    else if (verdict.heard) endpoints.answered(endpoint);
    if (effect && verdict.kind === 'finished' && verdict.heard) endpoints.tookEffect(endpoint);
  }

  return {
    /** New work, just committed with these seqs. */
    admit(works: readonly NewWork[], seqs: readonly number[]): void {
      works.forEach((work, i) => backlog.admit(workOfNew(work, seqs[i] as number)));
      pump();
    },
    async recover({ open, endpoints: names }: Recovered): Promise<void> {
      await backlog.recover(open, names);
      pump();
    },
    /** What people's answers to doubts change, to be committed with the records that carried them. */
    answer: (answers: readonly Answer[]): readonly AnsweredDoubt[] => doubts.answer(answers),
    /** Those changes are committed. */
    answered(changes: readonly AnsweredDoubt[]): void {
      doubts.answered(changes);
      pump();
    },
    /** Something may begin again. */
    goOn: pump,
    held: schedule.size,
    lookUps: schedule.lookUps,
    parked: () => schedule.parked(clock.now()),
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
      leave();
      expiry.end();
      teller.end();
      over.abort();
      for (const deadline of deadlines) deadline.abort();
    },
  };
}

export type WorkLane<R, S> = ReturnType<typeof createWorkLane<R, S>>;
