import type { NewWork } from '../store/store.js';

/** The clocks of two hosts may be so far apart: one a minute ahead, the other a minute behind. */
export const CLOCKS_APART_MS = 120_000;

/**
 * New work by the clock of the host that does it. Nothing is born in the future: work that says so comes from a host that is
 * ahead, and is not waited for. What ends at its time ends as much later as it seems to be old, as far as clocks are apart.
 */
export function bornHere(work: NewWork, now: number): NewWork {
  const age = now - work.bornAt;
  if (age < 0) return { ...work, bornAt: now, dueAt: work.dueAt + age, expiresAt: later(work.expiresAt, age) };
  return { ...work, expiresAt: later(work.expiresAt, Math.min(age, CLOCKS_APART_MS)) };
}

const later = (at: number | undefined, ms: number) => (at === undefined ? undefined : at + ms);
