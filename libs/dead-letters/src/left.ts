/**
 * `not-open`: there is no open letter of these numbers; `stays`: no record can be made of these; `too-large`: the log takes no
 * record so large; `behind`: they come after one that is too large; `under-way`: their replay may still be going on;
 * `arrived`: their replay's record was taken in.
 */
export const LEFT_KINDS = ['not-open', 'stays', 'too-large', 'behind', 'under-way', 'arrived'] as const;

/** Letters that were left as they are, by why. */
export type Left = { kind: (typeof LEFT_KINDS)[number]; why: string; numbers: number[] };

export const notOpen = (numbers: Iterable<number>): Left[] => {
  const all = [...numbers].toSorted((a, b) => a - b);
  return all.length === 0 ? [] : [{ kind: 'not-open', why: 'there is no such letter that is open', numbers: all }];
};

/** Letters with the same why under one. */
export function byWhy(left: readonly { why: string; number: number }[], kind: Left['kind']): Left[] {
  const groups = Map.groupBy(left, ({ why }) => why);
  return [...groups].map(([why, own]) => ({ kind, why, numbers: own.map(({ number }) => number) }));
}
