import type { DeadLetters } from '#dead-letters';
import { visible } from '../as-table.js';

/** Throws, naming the desks there are, where a desk is neither configured nor has letters. */
export async function mustKnowDesk(
  letters: Pick<DeadLetters, 'desks'>,
  configured: readonly string[],
  desk: string | undefined,
): Promise<void> {
  if (desk === undefined || configured.includes(desk)) return;
  const known = new Set([...configured, ...(await letters.desks())]);
  if (known.has(desk)) return;
  const named = [...known].toSorted().map(visible).join(', ');
  throw new Error(`There is no desk ${visible(desk)}, and no letter of one: there are ${named}.`);
}
