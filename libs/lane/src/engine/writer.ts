import { errorFacts, type Logger } from '#telemetry';
import type { Clock, Instant } from '../clock.js';
import {
  type LaneChange,
  type LaneStore,
  type LaneTransaction,
  type Ownership,
  OwnershipLost,
  Refused,
} from '../store/store.js';
import { createCommitQueue } from './commit-queue.js';
import { isBug } from './lane-fault.js';
import { merge } from './merge.js';

/** A change that must be computed inside the transaction, from what it reads there. */
export type StepRun<R, S> = (tx: LaneTransaction<R, S>) => Promise<LaneChange<S>>;

type Job<R, S> = {
  make: (tx: LaneTransaction<R, S>, began: Instant) => LaneChange<S> | Promise<LaneChange<S>>;
  /** It reads in the transaction: no two of these share one. */
  step: boolean;
  urgent: boolean;
  resolve: (began: Instant) => void;
  reject: (error: Error) => void;
};

/** What a job's transaction wrote of it, with the seq of each new work. */
export type Committed<S> = { change: LaneChange<S>; seqs: readonly number[] };

/** What a transaction wrote, and when it began. */
type Tried<S> = { written: Committed<S>[]; began: Instant };

const RETRY_MS = { first: 100, most: 2_000 };

/**
 * The one stream of transactions of a lane: one in flight at a time, and whatever waits meanwhile rides on the next. So
 * intents and outcomes are committed in groups; on a busy machine a commit gathers for a moment. A database that is away is waited
 * for; a commit whose answer was lost is recognised by the lane's serial and never written twice.
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
  const queue = createCommitQueue<Job<R, S>>({ clock });
  let serial = 0;
  let provenAt: Instant | undefined;
  let busy: Promise<void> | undefined;
  let over: Error | undefined;

  async function drain(): Promise<void> {
    // What is written in the same turn rides along.
    await Promise.resolve();
    while (!queue.empty()) {
      await queue.ready();
      const jobs = queue.take();
      if (over) rejectAll(jobs, over);
      else await round(jobs);
    }
  }

  async function round(jobs: Job<R, S>[]): Promise<void> {
    try {
      const { written, began } = await commit(jobs);
      for (const each of written) deps.committed(each);
      for (const job of jobs) job.resolve(began);
    } catch (error) {
      if (error instanceof Refused && jobs.length > 1) return alone(jobs);
      rejectAll(jobs, error as Error);
    }
  }

  /** A refused value stands in one of them: each is written by itself, so that the others do not suffer. */
  async function alone(jobs: Job<R, S>[]): Promise<void> {
    for (const job of jobs) await round([job]);
  }

  async function commit(jobs: Job<R, S>[]): Promise<Tried<S>> {
    let tried: Tried<S> | undefined;
    for (let wait = RETRY_MS.first; ; wait = Math.min(wait * 2, RETRY_MS.most)) {
      if (over) throw over;
      const began = { wall: clock.now(), monotonic: clock.monotonic() };
      try {
        const before = await store.transact(own, async (tx) => {
          // A try of ours committed, only its answer was lost; and so may be those of the tries that found that out.
          if (tried && tx.serial > serial) return tx.serial;
          tried = { written: await write(tx, jobs, began), began };
          return tx.serial;
        });
        serial = before + 1;
        provenAt = began;
        queue.took(clock.monotonic() - began.monotonic);
        return tried as Tried<S>;
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
    end(error);
    deps.lost();
  }

  function end(error: Error): void {
    over ??= error;
    queue.hurry();
  }

  const start = () => {
    busy ??= drain().finally(() => {
      busy = undefined;
      if (!queue.empty()) start();
    });
  };

  function enqueue(make: Job<R, S>['make'], { step = false, along = false, urgent = false } = {}): Promise<Instant> {
    if (over) return Promise.reject(over);
    return new Promise((resolve, reject) => {
      const job = { make, step, urgent, resolve, reject };
      if (along) queue.addAlong(job);
      else queue.add(job);
      start();
    });
  }

  return {
    /** Writes a plain change. Rejects with `OwnershipLost` or `Refused`, else resolves once it is committed. */
    write: async (change: LaneChange<S>) => void (await enqueue(() => change)),
    /** The same for one that says when its transaction began, which is also what it resolves with. */
    writeDated: (change: (began: Instant) => LaneChange<S>) => enqueue((_, began) => change(began)),
    /** The same for one nobody waits for: it rides along with the next commit, and has one of its own after a second. */
    writeAlong: async (change: LaneChange<S>) => void (await enqueue(() => change, { along: true })),
    /** Runs inside a transaction and writes what it returns. `urgent`: gathers for nothing else. */
    step: async (run: StepRun<R, S>, urgent = false) => void (await enqueue(run, { step: true, urgent })),
    /**
     * When the lane was last certainly ours: the beginning of its latest committed transaction, at most `withinMs` ago. One
     * that writes nothing is made if need be, so that a node resumed after a pause finds out before it sends anything.
     */
    async owned(withinMs: number): Promise<Instant> {
      if (!provenAt || clock.monotonic() - provenAt.monotonic > withinMs || clock.now() - provenAt.wall > withinMs) {
        await enqueue(() => ({}));
      }
      return provenAt as Instant;
    },
    /** After recovery: what the lane row counted so far. */
    begin(from: number) {
      serial = from;
    },
    /** The lane has stood still, as one that was just taken over: its next commits gather for nothing. */
    catchUp: () => queue.catchUp(),
    /** Nothing is written any more; what waits is rejected. */
    end,
    /** The lane is on its way out: nothing gathers any more. Resolves when nothing waits. */
    async idle() {
      queue.hurry();
      while (busy) await busy;
    },
  };
}

export type Writer<R, S> = ReturnType<typeof createWriter<R, S>>;

async function write<R, S>(
  tx: LaneTransaction<R, S>,
  jobs: readonly Job<R, S>[],
  began: Instant,
): Promise<Committed<S>[]> {
  const changes: LaneChange<S>[] = [];
  for (const job of jobs) changes.push(await job.make(tx, began));
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
