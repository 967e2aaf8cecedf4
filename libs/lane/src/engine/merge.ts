import { toBytes } from '#contracts';
import type { Step } from '../service.js';
import type { LaneChange, NewWork, OutboxRow } from '../store/store.js';

/** Many changes as one, in their order, so that they share a transaction. Later states of a key win. */
export function merge<S>(changes: readonly LaneChange<S>[]): LaneChange<S> {
  if (changes.length === 1 && changes[0]) return changes[0];
  const states = new Map(changes.flatMap((change) => change.states ?? []).map((write) => [write.key, write]));
  return {
    states: [...states.values()],
    newWork: changes.flatMap((change) => change.newWork ?? []),
    work: changes.flatMap((change) => change.work ?? []),
    publish: changes.flatMap((change) => change.publish ?? []),
    published: changes.flatMap((change) => change.published ?? []),
    dead: changes.flatMap((change) => change.dead ?? []),
    goneBack: changes.findLast(({ goneBack }) => goneBack)?.goneBack,
    side: changes.flatMap((change) => change.side ?? []),
  };
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
