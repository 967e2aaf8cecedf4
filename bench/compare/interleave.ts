/** Plays one round of whatever is compared; gives what it reached. */
export type Contender = (round: number) => Promise<number>;

/** A B, B A, A B, …: what drifts while a run lasts meets all alike. Gives each round's, by contender. */
export async function interleave<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  rounds: number,
): Promise<Record<Name, number>[]> {
  const names = Object.keys(contenders) as Name[];
  const reached: Record<Name, number>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const one = {} as Record<Name, number>;
    for (const name of round % 2 === 0 ? names : names.toReversed()) one[name] = await contenders[name](round);
    reached.push(one);
  }
  return reached;
}
