import { linesOf } from '#history';
import type { Direction } from '../protocol.js';

/** A public comment that is for someone in a chat. */
export type Answer = {
  author: string;
  text: string;
  at: number;
  /** The chat it is to appear in. */
  person: number;
};

/** What a chat shows of the bot. */
export type Shown = { person: number; text: string };

/** Comments are seen by a poll, retried while the chat refuses: so long one may be on its way. */
const GRACE_MS = 30_000;
/** A first line so long is enough to know a comment by. */
const COMPARED = 200;

/** Looks for every comment in the chat of each person it concerns, by its author and first line, and counts. */
export function countBack(answers: readonly Answer[], shown: readonly Shown[], quiet: boolean, now: number): Direction {
  const total = { sent: 0, arrived: 0, underway: 0, putAway: 0, lost: 0, doubled: 0 };
  const found = countEach(shown.flatMap(({ person, text }) => linesOf(text).map((line) => signOf(person, line))));
  const signs = Map.groupBy(answers, ({ person, author, text }) =>
    signOf(person, `${author}: ${linesOf(text)[0] ?? ''}`),
  );
  for (const [sign, equal] of signs) {
    const there = found.get(sign) ?? 0;
    total.doubled += Math.max(0, there - equal.length);
    equal.forEach(({ at }, i) => {
      total.sent++;
      if (i < there) total.arrived++;
      else if (quiet && now - at > GRACE_MS) total.lost++;
      else total.underway++;
    });
  }
  return total;
}

const signOf = (person: number, line: string) => `${person} ${line.slice(0, COMPARED)}`;

function countEach(signs: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const sign of signs) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  return counts;
}
