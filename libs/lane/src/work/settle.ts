import type { Logger } from '#telemetry';
import { CAUSE } from '../cause.js';
import type { Clock } from '../clock.js';
import { letterOfWork } from '../engine/dead-letter.js';
import { changeOf, merge } from '../engine/merge.js';
import type { Writer } from '../engine/writer.js';
import type { Worker } from '../service.js';
import {
  type DeadLetter,
  type LaneChange,
  type Ownership,
  Refused,
  type Work,
  type WorkChange,
} from '../store/store.js';
import type { Backlog } from './backlog.js';
import type { Schedule } from './schedule.js';
import type { Verdict } from './verdict.js';

/** Makes verdicts durable, then true: what came of a piece of work is committed before the next of its key begins. */
export function createSettle<R, S>(deps: {
  worker: Pick<Worker<R, S>, 'givenUp'>;
  own: Ownership;
  clock: Clock;
  logger: Logger;
  writer: Writer<R, S>;
  schedule: Schedule;
  backlog: Backlog;
}) {
  const { own, clock, writer, schedule } = deps;

  function settle(work: Work, verdict: Verdict<S>): Promise<void> {
    return verdict.kind === 'parked' ? park(work, verdict) : finish(work, verdict);
  }

  async function park(work: Work, verdict: Extract<Verdict<S>, { kind: 'parked' }>): Promise<void> {
    const { id: _, to, ...facts } = verdict.change;
    const pausing = verdict.endpoint !== undefined && verdict.endpoint !== 'down';
    const moved = verdict.step !== undefined || pausing || work.state !== to || work.tries !== facts.tries;
    Object.assign(work, facts, { state: to });
    // Where only its due time is new, a restart needs no more than to run it again: nothing is written.
    if (moved) {
      const change = { ...changeOf(verdict.step ?? {}, work.trace), work: [verdict.change] };
      if (!(await write(work, change))) return;
    }
    if (verdict.endpoint === 'down') schedule.foundAway(work);
    schedule.park(work);
  }

  async function finish(work: Work, verdict: Extract<Verdict<S>, { kind: 'finished' }>): Promise<void> {
    const all = [work, ...(verdict.with ?? [])];
    const dead = verdict.dead === undefined ? [] : [deadLetter(all, verdict.dead)];
    const change = merge([changeOf(verdict.step, work.trace), { work: all.map(done), dead }]);
    if (await write(work, change)) end(all);
  }

  /** A value the database refuses makes the work a dead letter; what it did outside has happened all the same. */
  async function write(work: Work, change: LaneChange<S>): Promise<boolean> {
    if (await accepted(change)) return true;
    const dead = [deadLetter([work], CAUSE.outcomeRefused)];
    const end_ = { work: [done(work)], dead };
    const words = changeOf(deps.worker.givenUp(work, [], 'refused'), work.trace);
    if (!(await accepted(merge([words, end_])))) await writer.write(end_);
    end([work]);
    return false;
  }

  async function accepted(change: LaneChange<S>): Promise<boolean> {
    try {
      await writer.write(change);
      return true;
    } catch (error) {
      if (error instanceof Refused) return false;
      throw error;
    }
  }

  function end(works: readonly Work[]): void {
    deps.backlog.forget(works.map(({ id }) => id));
    for (const { id } of works) schedule.finish(id);
  }

  function deadLetter(works: readonly Work[], cause: string): DeadLetter {
    const [first] = works as [Work];
    deps.logger.warn({ work: first.id, kind: first.kind, cause }, 'Work was given up.');
    return letterOfWork(own, works, cause, clock.now());
  }

  return settle;
}

const done = ({ id }: Work): WorkChange => ({ id, to: 'done' });
