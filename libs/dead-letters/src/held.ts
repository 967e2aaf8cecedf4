import { byWhy, type Left } from './left.js';
import type { StoredLetter } from './letter.js';

type Place = Pick<StoredLetter, 'number' | 'chat' | 'topic' | 'key'>;

/** Letters that are too large for the log, and those after them that they hold, to keep the order of a chat and of a key. */
export type Held = ReturnType<typeof createHeld>;

export function createHeld() {
  /** By what is kept in order: the too large letter after which all of it stays. */
  const after = new Map<string, number>();
  const tooLarge: number[] = [];
  const behind: { why: string; number: number }[] = [];
  const hold = (letter: Place, cause: number) => {
    for (const order of ordersOf(letter)) if (!after.has(order)) after.set(order, cause);
  };
  return {
    tooLarge(letter: Place): void {
      tooLarge.push(letter.number);
      hold(letter, letter.number);
    },
    /** Whether a letter stays for one before it. What comes after it then stays as well. Letters are asked about in their order. */
    keeps(letter: Place): boolean {
      const cause = ordersOf(letter).flatMap((order) => after.get(order) ?? [])[0];
      if (cause === undefined) return false;
      behind.push({ why: `it comes after ${cause}, which is too large`, number: letter.number });
      hold(letter, cause);
      return true;
    },
    left: (): Left[] => [
      ...byWhy(
        tooLarge.map((number) => ({ why: 'it is too large for a record of the log', number })),
        'too-large',
      ),
      ...byWhy(behind, 'behind'),
    ],
  };
}

/** A letter has its place among those of its chat, and among those of its key. */
const ordersOf = ({ chat, topic, key }: Place) => [...(chat === undefined ? [] : [`chat ${chat}`]), `${topic} ${key}`];
