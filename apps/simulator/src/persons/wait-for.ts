import type { History } from '../world/history.js';

/** By the wall: a person waiting is real, whatever the simulator's clock does. */
const patience = 5000;

export type Patience = { withinMs?: number };

/** Resolves with what `look` finds, now or after some event. Rejects with `what` when it takes too long. */
export function waitFor<T>(
  history: History,
  look: () => T | undefined,
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
    const stop = history.onEvent(() => {
      const now = look();
      if (now === undefined) return;
      clearTimeout(timer);
      stop();
      resolve(now);
    });
  });
}
