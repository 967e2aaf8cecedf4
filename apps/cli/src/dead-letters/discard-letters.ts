import type { DeadLetters, OpenLetters, Selection } from '#dead-letters';
import { visible } from '../as-table.js';
import { leftOf, noneTo } from './as-text.js';

/** So many numbers, and desks, are named one by one. */
const NUMBERS = { all: 12, first: 10 };
const DESKS = 5;

/**
 * Discards letters, once whoever asks is sure about these. Resolves with what to say and the exit code: 1 where they are not
 * sure, or where a number is that of no open letter.
 */
export async function discardLetters(
  letters: Pick<DeadLetters, 'open' | 'discard'>,
  selection: Selection,
  decision: { by: string; why: string },
  isMeant: (question: string) => Promise<boolean>,
): Promise<{ says: string[]; code: 0 | 1 }> {
  const open = await letters.open(selection);
  if (open.numbers.length > 0 && !(await isMeant(questionOf(open)))) return { says: [], code: 1 };
  // What was asked about, and nothing that was given up since.
  const chosen = 'numbers' in selection ? selection : { numbers: open.numbers };
  const { discarded, left } = await letters.discard(chosen, decision);
  const none = open.numbers.length === 0 && left.length === 0 ? noneTo('discard', selection) : [];
  return { says: [`Discarded: ${discarded}.`, ...none, ...leftOf(left)], code: left.length === 0 ? 0 : 1 };
}

/** Names how many letters, of which desks, and which. */
export function questionOf({ numbers, desks }: OpenLetters): string {
  const of = `of ${desksOf(desks)}`;
  const never = 'of will never be done. Discard';
  return numbers.length === 1
    ? `Letter ${numbers[0]} ${of}: what it is ${never} it?`
    : `${numbers.length} letters ${of} (${numbersOf(numbers)}): what they are ${never} them?`;
}

const numbersOf = (numbers: readonly number[]) =>
  numbers.length <= NUMBERS.all
    ? numbers.join(', ')
    : `${numbers.slice(0, NUMBERS.first).join(', ')} … ${numbers.at(-1)}`;

function desksOf(desks: OpenLetters['desks']): string {
  const known = desks.flatMap((desk) => (desk === undefined ? [] : [visible(desk)]));
  const more = known.length > DESKS ? [`${known.length - DESKS} more desks`] : [];
  const nobody = known.length < desks.length ? [known.length === 0 ? 'no known desk' : 'of no known desk'] : [];
  const named = [...known.slice(0, DESKS), ...more, ...nobody];
  return [named.slice(0, -1).join(', '), ...named.slice(-1)].filter((part) => part !== '').join(' and ');
}
