import type { seeded } from '#lane/rehearsal';
import { type Strike, STRIKES } from './troubles.js';

type Seeded = ReturnType<typeof seeded>;

const [SHORTEST_MS, LONGEST_MS] = [300, 14_000];
const LONG_MS = 600_000;
const MOST = 24;
const ONE_IN_SO_MANY_IS_LONG = 25;

/** What goes wrong in the run of a seed, by the time it does. */
export function strikesOf(random: Seeded, untilMs: number): Strike[] {
  const strikes = Array.from({ length: random.between(0, MOST) }, (): Strike => {
    const what = random.pick(STRIKES);
    const long = what === 'everything is down' && random.between(1, ONE_IN_SO_MANY_IS_LONG) === 1;
    const lastsMs = long ? LONG_MS : random.between(SHORTEST_MS, LONGEST_MS);
    return { at: random.between(0, untilMs), what, lastsMs, dice: random.next() };
  });
  return strikes.toSorted((a, b) => a.at - b.at);
}

/** The same thing again and again. */
export function repeated(what: Strike['what'], times: number, random: Seeded, untilMs: number): Strike[] {
  return Array.from({ length: times }, (_, i) => ({
    at: Math.round(((i + random.next()) * untilMs) / times),
    what,
    lastsMs: random.between(SHORTEST_MS, LONGEST_MS),
    dice: random.next(),
  }));
}
