/** Numbers that look random and are the same for the same seed (mulberry32). */
export function seeded(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    /** From 0 up to, not with, 1. */
    next,
    /** A whole number, both ends included. */
    between,
    /** True in so many of a hundred cases. */
    percent: (chance: number) => next() * 100 < chance,
    pick: <T>(from: readonly T[]): T => from[between(0, from.length - 1)] as T,
  };
}

export type Seeded = ReturnType<typeof seeded>;
