import type { Clock } from '../clock.js';
import { gatherMs, spend } from './gather.js';

/** At most this many changes ride on one transaction. */
const MOST = 2_000;
/** So many commits that somebody waits for go at once in a lane that has stood still: people have waited enough. */
const CATCHES_UP = 8;

type Along<J> = { job: J; since: number };

/** `step`: no two of these share a commit. `urgent`: its commit waits for no company. */
type Job = { step: boolean; urgent: boolean };

/** What waits to be committed in a lane, and when it goes (see `gatherMs`). */
export function createCommitQueue<J extends Job>({ clock }: { clock: Clock }) {
  /** In their order. */
  const waiting: J[] = [];
  /** Nobody waits for these. */
  const along: Along<J>[] = [];
  let spent = { ms: 0, at: clock.monotonic() };
  let hurried = false;
  /** What waits goes at once: some of it is urgent, or has gathered for a commit that it could not ride on. */
  let goes = false;
  /** How many commits are still to catch up. */
  let behind = 0;
  let cancel: () => void = () => undefined;
  let go: (() => void) | undefined;

  function took(ms: number): void {
    const now = clock.monotonic();
    spent = { ms: spend(spent.ms, now - spent.at, ms), at: now };
  }

  function waitMs(): number {
    if (hurried || goes || (behind > 0 && waiting.length > 0)) return 0;
    took(0);
    const [first] = along;
    const alongMs = first && clock.monotonic() - first.since;
    return gatherMs({ awaited: waiting.length > 0, alongMs, spentMs: spent.ms });
  }

  /** Sets the time to go anew. */
  function arm(): void {
    if (!go) return;
    cancel();
    const ms = waitMs();
    if (ms > 0) cancel = clock.after(ms, go);
    else go();
  }

  return {
    add(job: J): void {
      waiting.push(job);
      goes ||= job.urgent;
      arm();
    },
    addAlong(job: J): void {
      along.push({ job, since: clock.monotonic() });
      arm();
    },
    /** A commit took so long (ms). */
    took,
    empty: () => waiting.length === 0 && along.length === 0,
    /** Resolves when the next commit is to go. */
    async ready(): Promise<void> {
      if (waitMs() <= 0) return;
      await new Promise<void>((resolve) => {
        go = resolve;
        arm();
      });
      go = undefined;
      cancel();
    },
    /** What rides on it: one computed step at most, and every plain change up to the next. */
    take(): J[] {
      const jobs = along.splice(0, MOST).map(({ job }) => job);
      let stepped = false;
      let i = 0;
      for (; i < waiting.length && jobs.length + i < MOST; i += 1) {
        const { step } = waiting[i] as J;
        if (step && stepped) break;
        stepped ||= step;
      }
      if (i > 0) behind = Math.max(0, behind - 1);
      jobs.push(...waiting.splice(0, i));
      goes = waiting.length > 0;
      return jobs;
    },
    /** The lane has stood still. */
    catchUp(): void {
      behind = CATCHES_UP;
      arm();
    },
    /** From now on nothing waits for company. */
    hurry(): void {
      hurried = true;
      arm();
    },
  };
}
