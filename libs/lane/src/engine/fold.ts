import type { TopicName, TopicRecord } from '#contracts';
import { CAUSE } from '../cause.js';
import type { LaneService, Lost, Step, View } from '../service.js';
import type { LaneChange, LaneState } from '../store/store.js';
import { changeOf, merge } from './merge.js';

export type Poison<T extends TopicName> = { record: TopicRecord<T>; cause: string };
export type Answer = NonNullable<Step<unknown>['answers']>[number];
export type Folded<T extends TopicName, S> = {
  change: LaneChange<S>;
  answers: Answer[];
  poison: Poison<T>[];
  /** Records that nothing can be done about here for now, and why. */
  left: Poison<T>[];
  brokenWindows: string[];
};

/** A window that opens another one that is already due opens at most this many in a row. */
const MOST_IN_A_ROW = 100;

/**
 * The pure core over records, in order: before a record is taken in, what was due before it at its keys is fired, so that
 * messages ten minutes apart do not merge after an outage. A record the core throws on is poison and changes nothing.
 */
export function createFold<T extends TopicName, R, S, C>(
  service: LaneService<T, R, S, C>,
  loaded: ReadonlyMap<string, LaneState>,
  context: C,
  againBefore: number,
) {
  const states = new Map(loaded);
  const changes: LaneChange<S>[] = [];
  const poison: Poison<T>[] = [];
  const left: Poison<T>[] = [];
  const brokenWindows: string[] = [];
  const answers: Answer[] = [];
  /** Of each thing that is shown the record that shows it last, and those it makes pointless. */
  const latest = new Map<string, string>();
  const outdated = new Set<string>();
  const view = (now: number): View<C> => ({ state: (key) => states.get(key)?.state, context, now, againBefore });

  function accept(step: Step<S>, trace: string | undefined): void {
    changes.push(changeOf(step, trace));
    for (const write of step.states ?? [])
      states.set(write.key, { state: write.state ?? undefined, dueAt: write.dueAt });
    answers.push(...(step.answers ?? []));
    for (const record of step.publish ?? []) outdate(record);
  }

  function outdate(record: TopicRecord): void {
    const shown = service.shows?.(record);
    if (shown === undefined) return;
    const before = latest.get(shown);
    if (before !== undefined) outdated.add(before);
    latest.set(shown, record.id);
  }

  /** Its due time has come, and is over. */
  const undue = (key: string) => accept({ states: [{ key, state: states.get(key)?.state }] }, undefined);

  /** Fires what is due at the key up to and with `until`. */
  function fire(key: string, until: number): void {
    for (let i = 0; i < MOST_IN_A_ROW; i += 1) {
      const dueAt = states.get(key)?.dueAt;
      if (dueAt === undefined || dueAt > until) return;
      try {
        const step = service.due(key, view(dueAt));
        if (step.left !== undefined) return;
        undue(key);
        accept(step, undefined);
      } catch {
        undue(key);
        brokenWindows.push(key);
        giveUp({ kind: 'window', key }, dueAt);
      }
    }
  }

  function take(record: TopicRecord<T>): void {
    try {
      for (const key of service.keysOf(record, againBefore)) fire(key, record.at);
      const step = service.take(record, view(record.at));
      if (step.left !== undefined) leave(record, step.left);
      else accept(step, record.trace);
    } catch (error) {
      poison.push({ record, cause: CAUSE.coreThrew(error) });
      giveUp({ kind: 'record', record }, record.at);
    }
  }

  function leave(record: TopicRecord<T>, cause: string): void {
    left.push({ record, cause });
    giveUp({ kind: 'record', record }, record.at);
  }

  /** Its person is told, where there are words for it: those of a core that throws here, too, are left out. */
  function giveUp(lost: Lost<T>, now: number): void {
    let step: Step<S> | undefined;
    try {
      step = service.givenUp?.(lost, view(now));
    } catch {
      return;
    }
    if (step) accept(step, lost.kind === 'record' ? lost.record.trace : undefined);
  }

  return {
    take,
    fire,
    giveUp,
    result(): Folded<T, S> {
      const change = merge(changes);
      const publish = change.publish?.filter(({ id }) => !outdated.has(id));
      return { change: { ...change, publish }, answers, poison, left, brokenWindows };
    },
  };
}
