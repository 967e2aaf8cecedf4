import { errorFacts, type Logger } from '#telemetry';
import type { Clock } from '../clock.js';
import {
  type LaneChange,
  type LaneStore,
  type LaneTransaction,
  type Ownership,
  OwnershipLost,
  Refused,
} from '../store/store.js';
import { isBug } from './lane-fault.js';
import { merge } from './merge.js';

/** A change that must be computed inside the transaction, from what it reads there. */
export type StepRun<R, S> = (tx: LaneTransaction<R, S>) => Promise<LaneChange<S>>;

type Job<R, S> = {
  run: StepRun<R, S> | undefined;
  change: LaneChange<S>;
  resolve: () => void;
  reject: (error: Error) => void;
};

/** What a job's transaction wrote of it, with the seq of each new work. */
export type Committed<S> = { change: LaneChange<S>; seqs: readonly number[] };

/** The same moment on both clocks, in ms. */
export type Instant = { wall: number; monotonic: number };

/** At most this many changes ride on one transaction. */
const MOST = 2_000;
const RETRY_MS = { first: 100, most: 2_000 };

/**
 * The one stream of transactions of a lane: one in flight at a time, and whatever waits meanwhile rides on the next. So
 * intents and outcomes are committed in groups without a timer. A database that is away is waited for; a commit whose
 * answer was lost is recognised by the lane's serial and never written twice.
 */
export function createWriter<R, S>(deps: {
  store: LaneStore<R, S>;
  own: Ownership;
  clock: Clock;
  log: Logger;
  /** Epoch and nonce are not ours any more: the lane is dropped. Called once. */
  lost: () => void;
  /** A change is durable: it takes effect, in the order of the commits and before whoever wrote it goes on. */
  committed: (written: Committed<S>) => void;
}) {
  const { store, own, clock, log } = deps;
  const queue: Job<R, S>[] = [];
  let serial = 0;
  let provenAt: Instant | undefined;
  let busy: Promise<void> | undefined;
  let over: Error | undefined;

  async function drain(): Promise<void> {
    // What is written in the same turn rides along.
    await Promise.resolve();
    while (queue.length > 0) {
      if (over) return rejectAll(queue.splice(0), over);
      await round(nextRound());
    }
  }

  /** One computed step at most, and every plain change that waits. */
  function nextRound(): Job<R, S>[] {
    const jobs: Job<R, S>[] = [];
    let stepped = false;
    let i = 0;
    while (i < queue.length && jobs.length < MOST) {
      const job = queue[i] as Job<R, S>;
      if (job.run && stepped) break;
      stepped ||= job.run !== undefined;
      jobs.push(job);
      i += 1;
    }
    queue.splice(0, i);
    return jobs;
  }

  async function round(jobs: Job<R, S>[]): Promise<void> {
    try {
      const committed = await commit(jobs);
      for (const written of committed) deps.committed(written);
      for (const job of jobs) job.resolve();
    } catch (error) {
      if (error instanceof Refused && jobs.length > 1) return alone(jobs);
      rejectAll(jobs, error as Error);
    }
  }

  /** A refused value stands in one of them: each is written by itself, so that the others do not suffer. */
  async function alone(jobs: Job<R, S>[]): Promise<void> {
    for (const job of jobs) await round([job]);
  }

  async function commit(jobs: Job<R, S>[]): Promise<Committed<S>[]> {
    let written: Committed<S>[] | undefined;
    for (let wait = RETRY_MS.first; ; wait = Math.min(wait * 2, RETRY_MS.most)) {
      if (over) throw over;
      const began = { wall: clock.now(), monotonic: clock.monotonic() };
      try {
        const before = await store.transact(own, async (tx) => {
          // A try of ours committed, only its answer was lost; and so may be those of the tries that found that out.
          if (written && tx.serial > serial) return tx.serial;
          written = await write(tx, jobs);
          return tx.serial;
        });
        serial = before + 1;
        provenAt = began;
        return written as Committed<S>[];
      } catch (error) {
        if (error instanceof OwnershipLost) lose(error);
        if (error instanceof OwnershipLost || error instanceof Refused || isBug(error)) throw error;
        log.warn(
          { lane: own.lane, topic: own.topic, ...errorFacts(error) },
          'The database did not answer; trying again.',
        );
        await new Promise<void>((resolve) => clock.after(wait, resolve));
      }
    }
  }

  function lose(error: Error): void {
    if (over) return;
    over = error;
    deps.lost();
  }

  const start = () => {
    busy ??= drain().finally(() => {
      busy = undefined;
      if (queue.length > 0) start();
    });
  };

  function enqueue(run: StepRun<R, S> | undefined, change: LaneChange<S>): Promise<void> {
    if (over) return Promise.reject(over);
    return new Promise((resolve, reject) => {
      queue.push({ run, change, resolve, reject });
      start();
    });
  }

  return {
    /** Writes a plain change. Rejects with `OwnershipLost` or `Refused`, else resolves once it is committed. */
    write: (change: LaneChange<S>) => enqueue(undefined, change),
    /** Runs inside a transaction and writes what it returns. */
    step: (run: StepRun<R, S>) => enqueue(run, {}),
    /**
     * When the lane was last certainly ours: the beginning of its latest committed transaction, at most `withinMs` ago. One
     * that writes nothing is made if need be, so that a node resumed after a pause finds out before it sends anything.
     */
    async owned(withinMs: number): Promise<Instant> {
      if (!provenAt || clock.monotonic() - provenAt.monotonic > withinMs || clock.now() - provenAt.wall > withinMs) {
        await enqueue(undefined, {});
      }
      return provenAt as Instant;
    },
    /** After recovery: what the lane row counted so far. */
    begin(from: number) {
      serial = from;
    },
    /** Nothing is written any more; what waits is rejected. */
    end(error: Error) {
      over ??= error;
    },
    /** Resolves when nothing waits. */
    async idle() {
      while (busy) await busy;
    },
  };
}

export type Writer<R, S> = ReturnType<typeof createWriter<R, S>>;

async function write<R, S>(tx: LaneTransaction<R, S>, jobs: readonly Job<R, S>[]): Promise<Committed<S>[]> {
  const changes: LaneChange<S>[] = [];
  for (const job of jobs) changes.push(job.run ? await job.run(tx) : job.change);
  const seqs = await tx.apply(merge(changes));
  let taken = 0;
  return changes.map((change) => {
    const count = change.newWork?.length ?? 0;
    taken += count;
    return { change, seqs: seqs.slice(taken - count, taken) };
  });
}

const rejectAll = <R, S>(jobs: readonly Job<R, S>[], error: Error) => {
  for (const job of jobs) job.reject(error);
};
