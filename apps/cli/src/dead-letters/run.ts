import { ListQuery, type Standing } from '#dead-letters';
import { isSure } from '../is-sure.js';
import { leftOf, noneTo, pageOf, tableOf } from './as-text.js';
import { cursorOf, remarkOf } from './checked-options.js';
import { discardLetters } from './discard-letters.js';
import { withLetters } from './open-letters.js';
import { filterOf, type FilterOptions, selectionOf } from './options.js';
import { whoIsThis } from './who-is-this.js';

type ListOptions = FilterOptions & { standing?: Standing; limit?: number; after?: string; json?: boolean };
type ChoiceOptions = FilterOptions & { all?: boolean; by?: string };

/** Prints a page of letters: a table for people, or a line of JSON for each and the cursor of the next page last. */
export async function listLetters(options: ListOptions): Promise<void> {
  const { standing, limit, after, json } = options;
  const filter = filterOf(options);
  const query = ListQuery.parse({
    ...filter,
    standing: standing && [standing],
    limit,
    after: after === undefined ? undefined : cursorOf(after),
  });
  const { letters, next } = await withLetters(filter.desk, (dead) => dead.list(query));
  if (json) {
    for (const letter of letters) console.log(JSON.stringify(letter));
    if (next) console.log(JSON.stringify({ next }));
    return;
  }
  const all = Object.keys(filter).length === 0;
  const none = standing ? ['There is no such letter.'] : noneTo('replay', all ? { all } : { filter });
  console.log(letters.length === 0 ? none.join() : tableOf(letters));
  if (next) console.log(`There are more: --after ${next}`);
}

/** Prints what is known of letters, one after the other. Resolves with the exit code: 1 where one is not there. */
export async function showLetters(
  numbers: readonly number[],
  { body = false, json }: { body?: boolean; json?: boolean },
): Promise<number> {
  const letters = await withLetters(undefined, (dead) =>
    Promise.all(numbers.map((number) => dead.show(number, { body }))),
  );
  const there = letters.flatMap((letter) => letter ?? []);
  if (there.length > 0)
    console.log(json ? there.map((letter) => JSON.stringify(letter)).join('\n') : there.map(pageOf).join('\n\n'));
  const missing = numbers.filter((_, nth) => !letters[nth]);
  for (const number of missing) console.error(`There is no dead letter ${number}.`);
  return missing.length === 0 ? 0 : 1;
}

/** Replays letters, and says which stay and why. Resolves with the exit code: 1 where any stays. */
export async function replay(numbers: readonly number[], options: ChoiceOptions): Promise<number> {
  const selection = selectionOf(numbers, options);
  const by = operator(options.by);
  const { kind, replayed, left } = await withLetters(options.desk, (dead) => dead.replay(selection, by));
  console.log(`Replayed: ${replayed}.`);
  const isNothing = kind === 'done' && replayed === 0 && left.length === 0;
  for (const line of isNothing ? noneTo('replay', selection) : []) console.log(line);
  for (const line of leftOf(left)) console.log(line);
  if (kind === 'not-acknowledged')
    console.log('The log did not answer. The same once more goes on where this stopped.');
  return kind === 'done' && left.length === 0 ? 0 : 1;
}

/** Discards letters, once whoever asks is sure. Resolves with the exit code. */
export async function discard(
  numbers: readonly number[],
  { why, yes, ...options }: ChoiceOptions & { why: string; yes?: boolean },
): Promise<number> {
  const selection = selectionOf(numbers, options);
  const isMeant = async (question: string) => yes || isSure(question, 'discard');
  const decision = { by: operator(options.by), why: remarkOf('--why', why, "'asked by phone'") };
  const { says, code } = await withLetters(options.desk, (dead) => discardLetters(dead, selection, decision, isMeant));
  for (const line of says) console.log(line);
  return code;
}

const operator = (by: string | undefined) => whoIsThis(by === undefined ? undefined : remarkOf('--by', by, 'anna'));
