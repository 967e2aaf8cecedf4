import type { Clock } from '#lane';
import type { Menu } from './screen.js';

/** A button that was said to be old is left alone for so long, */
const LEFT_ALONE_MS = 20_000;
/** and pressed once more so often. */
const MOST_TIMES = 3;

/** Menus that were said to be old, and stand as they did: a database that went back may not know of them yet. */
export function createRefusals(clock: Pick<Clock, 'monotonic'>) {
  /** By question. */
  const refusals = new Map<string, { turn: number; times: number; until: number }>();

  return {
    /** Once more; true where that is enough. */
    isForGood({ question, turn }: Menu): boolean {
      const before = refusals.get(question);
      const times = before?.turn === turn ? before.times + 1 : 1;
      refusals.set(question, { turn, times, until: clock.monotonic() + LEFT_ALONE_MS });
      return times > MOST_TIMES;
    },
    isLeftAlone({ question, turn }: Menu): boolean {
      const one = refusals.get(question);
      return one?.turn === turn && one.until > clock.monotonic();
    },
  };
}
