/** Plays one round of whatever is compared; gives what it reached. */
export type Contender<Reached = number> = (round: number) => Promise<Reached>;

const toldRound = (line: string) => void process.stderr.write(`bench: ${line}\n`);

/** A B, B A, A B, …: what drifts while a run lasts meets all alike. Gives each round's, by contender, and says which one begins. */
export async function interleave<Name extends string, Reached = number>(
  contenders: Readonly<Record<Name, Contender<Reached>>>,
  rounds: number,
  say = toldRound,
): Promise<Record<Name, Reached>[]> {
  const names = Object.keys(contenders) as Name[];
  const reached: Record<Name, Reached>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    say(`round ${round + 1} of ${rounds}.`);
    const one = {} as Record<Name, Reached>;
    for (const name of round % 2 === 0 ? names : names.toReversed()) one[name] = await contenders[name](round);
    reached.push(one);
  }
  return reached;
}
