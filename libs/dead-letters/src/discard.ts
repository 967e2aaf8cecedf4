import { type Left, notOpen } from './left.js';
import type { Selection } from './selection.js';
import { discardLetters } from './standings.js';
import { type Database, readOpen } from './stored-letters.js';

const SLICE = 1_000;

/** How many were discarded, and which numbers are those of no open letter. */
export type Discarded = { discarded: number; left: Left[] };

/** Discards what is open of a selection, a slice at a time. */
export async function discardOpen(
  db: Database,
  selection: Selection,
  decision: { by: string; why: string; at: number },
): Promise<Discarded> {
  const named = 'numbers' in selection;
  const missing = new Set(named ? selection.numbers : (await readOpen(db, selection)).numbers);
  const wanted = [...missing];
  for (let from = 0; from < wanted.length; from += SLICE)
    for (const number of await discardLetters(db, wanted.slice(from, from + SLICE), decision)) missing.delete(number);
  return { discarded: wanted.length - missing.size, left: named ? notOpen(missing) : [] };
}
