import type { History } from '../world/history.js';
import type { WorldEvent } from '../world/world-event.js';

/** By the wall: a person waiting is real, whatever the simulator's clock does. */
const patience = 30_000;

export type Patience = { withinMs?: number };

/** Resolves with what `look` finds, now (without an event) or after some event. Rejects with `what` when it takes too long. */
export function waitFor<T>(
  history: History,
  look: (event?: WorldEvent) => T | undefined,
  what: string,
  { withinMs = patience }: Patience = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const found = look();
    if (found !== undefined) return resolve(found);
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`Waited ${withinMs} ms for ${what}`));
    }, withinMs);
    const stop = history.onEvent((event) => {
      const now = look(event);
      if (now === undefined) return;
      clearTimeout(timer);
      stop();
      resolve(now);
    });
  });
}
