/** 2 ** 32 divided by the golden ratio: odd, so that no two numbers below 2 ** 32 are scattered to the same place. */
const SCATTER = 2_654_435_761;
const scattered = (n: number) => Math.imul(n, SCATTER) >>> 0;

/** Whose windows stay open, and who writes: all different, and all over the same range of keys, as people are. */
export const waitingPerson = (n: number) => 2 * scattered(n);
export const writingPerson = (n: number) => 2 * scattered(n) + 1;
