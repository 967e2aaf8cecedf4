import type { Clock } from '../clock.js';
import type { Answer } from '../engine/fold.js';
import type { Work, WorkChange } from '../store/store.js';
import type { Schedule } from './schedule.js';
import { standing } from './verdict.js';

/** A person's answer to a doubt, as the change it makes. */
export type AnsweredDoubt = Exclude<WorkChange, { to: 'done' }>;

/** Takes people's answers to doubts. What is in doubt is always in memory; an answer to anything else comes too late. */
export function createDoubts(deps: {
  schedule: Schedule;
  clock: Clock;
  /** The baseline by which a look takes what was found for theirs. */
  accept: (work: Work) => unknown;
}) {
  /** It arrived: looked at once more, to be taken as it is. It did not: sent again, from a new baseline. */
  const after = (work: Work, arrived: boolean): AnsweredDoubt => {
    const now = { ...standing(work), dueAt: deps.clock.now() };
    return arrived
      ? { ...now, to: 'unknown', baseline: deps.accept(work) ?? work.baseline }
      : { ...now, to: 'ready', baseline: undefined };
  };

  return {
    /** Of two answers to one doubt the first counts. */
    answer(answers: readonly Answer[]): readonly AnsweredDoubt[] {
      const changes = new Map<string, AnsweredDoubt>();
      for (const { work: id, arrived } of answers) {
        const work = deps.schedule.find(id);
        if (work?.state === 'doubt' && !changes.has(id)) changes.set(id, after(work, arrived));
      }
      return [...changes.values()];
    },
    answered(changes: readonly AnsweredDoubt[]): void {
      for (const { id, to, ...facts } of changes) {
        const work = deps.schedule.find(id);
        if (work?.state === 'doubt') deps.schedule.park(Object.assign(work, facts, { state: to }));
      }
    },
  };
}
