import { say } from '../say.js';

/** Plays one round of whatever is compared; gives what it reached. */
export type Contender<Reached = number> = (round: number) => Promise<Reached>;

/**
 * A B C, C B A, B C A, A C B, …: what drifts while a run lasts meets all alike, and so does whoever played before. Gives each round's,
 * by contender, and says which one begins.
 */
export async function interleave<Name extends string, Reached = number>(
  contenders: Readonly<Record<Name, Contender<Reached>>>,
  rounds: number,
  tell = say,
): Promise<Record<Name, Reached>[]> {
  const names = Object.keys(contenders) as Name[];
  const reached: Record<Name, Reached>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    tell(`round ${round + 1} of ${rounds}.`);
    const one = {} as Record<Name, Reached>;
    for (const name of orderIn(round, names)) one[name] = await contenders[name](round);
    reached.push(one);
  }
  return reached;
}

function orderIn<Name>(round: number, names: readonly Name[]): Name[] {
  const begins = Math.floor(round / 2) % names.length;
  const turned = [...names.slice(begins), ...names.slice(0, begins)];
  return round % 2 === 0 ? turned : turned.toReversed();
}
