import type { Clock } from '#lane';
import type { Menu } from './screen.js';

/** A button that was said to be old is left alone for so long, */
const LEFT_ALONE_MS = 20_000;
/** and pressed once more so often. */
const MOST_TIMES = 3;

/** Menus that were said to be old, and stand as they did: a database that went back may not know of them yet. */
export function createRefusals(clock: Pick<Clock, 'monotonic'>) {
  /** By question, of each message that asks it. */
  const refusals = new Map<string, { turn: number; times: number; until: number }>();
  const keyOf = ({ question, message }: Menu) => `${question} ${message.id}`;

  return {
    /** Once more; true where that is enough. */
    isForGood(menu: Menu): boolean {
      const { turn } = menu;
      const before = refusals.get(keyOf(menu));
      const times = before?.turn === turn ? before.times + 1 : 1;
      refusals.set(keyOf(menu), { turn, times, until: clock.monotonic() + LEFT_ALONE_MS });
      return times > MOST_TIMES;
    },
    isLeftAlone(menu: Menu): boolean {
      const one = refusals.get(keyOf(menu));
      return one?.turn === menu.turn && one.until > clock.monotonic();
    },
  };
}
