/** That many moments of a time, evenly in it: each in the middle of its share. */
export const momentsIn = (lengthMs: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => ((i + 0.5) * lengthMs) / count);
