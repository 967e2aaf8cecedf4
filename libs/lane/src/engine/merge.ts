import { toBytes } from '#contracts';
import type { Step } from '../service.js';
import type { LaneChange, NewWork, OutboxRow, StateWrite } from '../store/store.js';

/** Many changes as one, in their order, so that they share a transaction. Later states of a key win. */
export function merge<S>(changes: readonly LaneChange<S>[]): LaneChange<S> {
  if (changes.length === 1 && changes[0]) return changes[0];
  return {
    states: lastOfEach(together(changes, (change) => change.states)),
    newWork: together(changes, ({ newWork }) => newWork),
    work: together(changes, ({ work }) => work),
    publish: together(changes, ({ publish }) => publish),
    published: together(changes, ({ published }) => published),
    dead: together(changes, ({ dead }) => dead),
    goneBack: changes.findLast(({ goneBack }) => goneBack)?.goneBack,
    side: together(changes, ({ side }) => side),
  };
}

const lastOfEach = (states: readonly StateWrite[]): readonly StateWrite[] =>
  states.length < 2 ? states : [...new Map(states.map((write) => [write.key, write])).values()];

/** Most changes are of one kind: most of these lists are empty, or the only one. */
function together<S, T>(
  changes: readonly LaneChange<S>[],
  of: (change: LaneChange<S>) => readonly T[] | undefined,
): readonly T[] {
  let all: readonly T[] = [];
  let own: T[] | undefined;
  for (let i = 0; i < changes.length; i += 1) {
    const more = of(changes[i] as LaneChange<S>);
    if (!more || more.length === 0) continue;
    if (own) for (const one of more) own.push(one);
    else if (all.length === 0) all = more;
    else all = own = [...all, ...more];
  }
  return all;
}

/** A step's records as bytes; its work and records inherit the trace of what caused them. */
export function changeOf<S>(step: Step<S>, trace: string | undefined): LaneChange<S> {
  return {
    states: step.states,
    newWork: step.newWork?.map((work): NewWork => ({ ...work, trace: work.trace ?? trace })),
    publish: step.publish?.map((record): OutboxRow => {
      const { key, value, trace: own } = toBytes(record);
      return { id: record.id, topic: record.topic, key, value, trace: own ?? trace };
    }),
    side: step.side,
  };
}
