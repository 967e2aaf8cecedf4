/** Numbers messages anew: of two loads none has the same. */
export function createNumbers(first = 0) {
  let next = first;
  return (count: number): number => (next += count) - count;
}

export type Numbers = ReturnType<typeof createNumbers>;
