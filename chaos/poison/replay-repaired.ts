import { z } from 'zod';
import { askPostgres } from '../ground/ask-postgres.js';
import type { Letter } from '../ground/letter-book.js';
import type { Ground } from '../ground/with-ground.js';
import { FIRST } from '../people/desk.js';
import { readIssues, type Tracker } from '../seen/tracker.js';
import { numbersIn, repairedAs } from './repaired.js';
import type { Thrown } from './throw-poison.js';

/** What became of letters that were put right and replayed; `wrong`: that were not, or whose words did not come once for each. */
export type Replayed = { letters: number; wrong: readonly string[] };

const REPAIR = `UPDATE dead_letter SET key = given.new_key, value = given.value
  FROM unnest($1::text[], $2::text[], $3::bytea[]) AS given (key, new_key, value) WHERE dead_letter.key = given.key RETURNING number`;
const LEFT = `SELECT topic, cause, standing FROM dead_letter WHERE number = ANY($1) AND standing <> 'replayed'`;
const Numbers = z.array(z.object({ number: z.string() }));
const Left = z.array(z.object({ topic: z.string(), cause: z.string(), standing: z.string() }));

/** Puts right what each letter holds, has an operator replay them all, and looks once what came of them has come. */
export async function replayRepaired(
  { databaseUrl, operate, simulator }: Pick<Ground, 'databaseUrl' | 'operate' | 'simulator'>,
  {
    thrown,
    letters,
    trackers,
  }: { thrown: readonly Thrown[]; letters: readonly Letter[]; trackers: readonly Tracker[] },
  rest: () => Promise<unknown>,
): Promise<Replayed> {
  const chat = simulator.createPerson({ name: 'Repaired' }).with(simulator.createBot({ token: FIRST.token }));
  chat.start();
  const by = { person: chat.person, chat: FIRST.chatOf(chat.person) };
  const repaired = thrown.map(({ key, topic }, n) => ({ key, topic, n, ...inNewWords(repairedAs(topic, n, by)) }));
  const columns = [
    repaired.map(({ key }) => key),
    repaired.map(({ newKey }) => newKey),
    repaired.map(({ value }) => value),
  ];
  const numbers = Numbers.parse(await askPostgres(databaseUrl, REPAIR, columns)).map(({ number }) => number);
  await operate('dead-letters', 'replay', '--all');
  await rest();
  const written = (await Promise.all(trackers.map(readIssues)))
    .flat()
    .flatMap(({ description, journals }) => [
      ...numbersIn(description),
      ...journals.flatMap(({ notes }) => numbersIn(notes)),
    ]);
  const shown = chat
    .transcript()
    .flatMap(({ text, from }) => (from.bot && text.startsWith('💬') ? numbersIn(text) : []));
  const came = { 'session-events': written, deliveries: shown, 'tracker-work': undefined };
  // A record whose acknowledgement was lost is in the log again: without an id that can be read, it is another letter.
  const counts = Map.groupBy(letters, ({ key }) => key);
  const miscounted = repaired.flatMap(({ topic, n, key }) => {
    const due = counts.get(key)?.length ?? 0;
    const times = came[topic]?.filter((one) => one === n).length ?? due;
    return times === due
      ? []
      : [`${key} in ${topic} came ${times} times, not ${due}, once it was repaired and replayed.`];
  });
  const left = Left.parse(await askPostgres(databaseUrl, LEFT, [numbers])).map(
    ({ topic, cause, standing }) => `A letter of ${topic} is ${standing}, and not replayed: ${cause}`,
  );
  return { letters: numbers.length, wrong: [...miscounted, ...left] };
}

const inNewWords = ({ key: newKey, value }: { key: string; value: Buffer }) => ({ newKey, value });
