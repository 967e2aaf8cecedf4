/** Numbers in [0, 1) that look random and are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = (seed + 1) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Spread = { least: number; middle: number; most: number; spread: number };

/** As long as texts and files are: half of them under the middle, few of them very long. `spread`: deviation of the logarithm. */
export function lengthFrom(random: () => number, { least, middle, most, spread }: Spread): number {
  return Math.min(most, Math.max(least, middle * Math.exp(spread * gaussian(random))));
}

/** Box and Muller's: normally distributed around 0, deviation 1. */
const gaussian = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
