import type { TopicName } from '#contracts';
import { CAUSE } from '../cause.js';
import type { Clock } from '../clock.js';
import { isPast, sendByFrom } from '../log/send-by.js';
import type { LaneService } from '../service.js';
import { type LaneChange, type LaneState, type LaneTransaction, type Ownership, Refused } from '../store/store.js';
import { letterOfWindow } from './dead-letter.js';
import { createFold } from './fold.js';
import { merge } from './merge.js';
import type { Writer } from './writer.js';

/**
 * Fires states whose due time has come, in one transaction; those that have moved on meanwhile are left alone. Where the
 * database takes longer than whatever is sent may take, they are put back as they are, to be decided about anew: by then
 * older words may wait to be taken in. What the database refuses is bisected to the window that brings it, and that one
 * stands still from then on.
 */
export function createFireWindows<T extends TopicName, R, S, C>(deps: {
  service: LaneService<T, R, S, C>;
  own: Ownership;
  writer: Writer<R, S>;
  clock: Clock;
  againBefore: () => number;
}) {
  const { service, own, writer, clock } = deps;

  /** `urgent`: one of them is refused, and looked for. */
  return async function fire(keys: readonly string[], urgent = false): Promise<void> {
    const now = clock.now();
    const fireBy = sendByFrom({ wall: now, monotonic: clock.monotonic() });
    try {
      return await writer.step(async (tx) => {
        const due = await dueOf(tx, keys, now);
        return isPast(clock, fireBy) ? asTheyAre(due) : fired(tx, due, now);
      }, urgent);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    const half = keys.length >> 1;
    if (half === 0) return stop(keys, now);
    await fire(keys.slice(0, half), true);
    await fire(keys.slice(half), true);
  };

  async function dueOf(tx: LaneTransaction<R, S>, keys: readonly string[], now: number) {
    const states = await tx.states(keys);
    return new Map([...states].filter(([, { dueAt }]) => dueAt !== undefined && dueAt <= now));
  }

  async function fired(tx: LaneTransaction<R, S>, due: Due, now: number): Promise<LaneChange<S>> {
    if (due.size === 0) return {};
    const fold = await foldOf(tx, due);
    for (const key of due.keys()) fold.fire(key, now);
    const { change, brokenWindows } = fold.result();
    return merge([change, { dead: brokenWindows.map((key) => letterOfWindow(own, key, now, CAUSE.windowBroken)) }]);
  }

  /** Its person is told, unless the database refuses the words, too. */
  async function stop(keys: readonly string[], now: number): Promise<void> {
    try {
      await writer.step(async (tx) => {
        const due = await dueOf(tx, keys, now);
        return merge([stopped(due, now), await words(tx, due, now)]);
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await writer.step(async (tx) => stopped(await dueOf(tx, keys, now), now));
    }
  }

  async function words(tx: LaneTransaction<R, S>, due: Due, now: number): Promise<LaneChange<S>> {
    const fold = await foldOf(tx, due);
    for (const key of due.keys()) fold.giveUp({ kind: 'window', key }, now);
    return fold.result().change;
  }

  function stopped(due: Due, now: number): LaneChange<S> {
    return {
      states: [...due].map(([key, { state }]) => ({ key, state })),
      dead: [...due.keys()].map((key) => letterOfWindow(own, key, now, CAUSE.valueRefused)),
    };
  }

  async function foldOf(tx: LaneTransaction<R, S>, due: Due) {
    const context = await service.load(tx.side, [], new Map([...due].map(([key, { state }]) => [key, state])));
    return createFold(service, due, context, deps.againBefore());
  }
}

type Due = ReadonlyMap<string, LaneState>;

const asTheyAre = (due: Due) => ({ states: [...due].map(([key, { state, dueAt }]) => ({ key, state, dueAt })) });
