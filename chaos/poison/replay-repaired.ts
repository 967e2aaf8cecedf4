import { z } from 'zod';
import { tokenOf } from '../../bench/load/update-of.js';
import { askPostgres } from '../ground/ask-postgres.js';
import type { Ground } from '../ground/with-ground.js';
import { chatOf } from '../people/desk.js';
import { readIssues, type Tracker } from '../seen/tracker.js';
import { numbersIn, repairedAs } from './repaired.js';
import type { Thrown } from './throw-poison.js';

/** What became of poison that was put right and replayed: letters that were not, and words that did not come exactly once. */
export type Replayed = { letters: number; left: number; wrong: readonly string[] };

const REPAIR = `UPDATE dead_letter SET key = given.new_key, value = given.value
  FROM unnest($1::text[], $2::text[], $3::bytea[]) AS given (key, new_key, value) WHERE dead_letter.key = given.key`;
const OPEN = `SELECT count(*)::int AS n FROM dead_letter WHERE standing <> 'replayed'`;
const Count = z.tuple([z.object({ n: z.int() })]);

/** Puts right what each letter holds, has an operator replay them all, and looks once what came of them has come. */
export async function replayRepaired(
  { databaseUrl, operate, simulator }: Pick<Ground, 'databaseUrl' | 'operate' | 'simulator'>,
  { thrown, tracker }: { thrown: readonly Thrown[]; tracker: Tracker },
  rest: () => Promise<unknown>,
): Promise<Replayed> {
  const chat = simulator.createPerson({ name: 'Repaired' }).with(simulator.createBot({ token: tokenOf(0) }));
  chat.start();
  const by = { person: chat.person, chat: chatOf(chat.person) };
  const repaired = thrown.map(({ key, topic }, n) => ({ key, topic, n, ...inNewWords(repairedAs(topic, n, by)) }));
  await askPostgres(databaseUrl, REPAIR, [
    repaired.map(({ key }) => key),
    repaired.map(({ newKey }) => newKey),
    repaired.map(({ value }) => value),
  ]);
  await operate('dead-letters', 'replay', '--all');
  await rest();
  const written = (await readIssues(tracker)).flatMap(({ description, journals }) => [
    ...numbersIn(description),
    ...journals.flatMap(({ notes }) => numbersIn(notes)),
  ]);
  const shown = chat
    .transcript()
    .flatMap(({ text, from }) => (from.bot && text.startsWith('💬') ? numbersIn(text) : []));
  const came = { 'session-events': written, deliveries: shown, 'tracker-work': undefined };
  const wrong = repaired.flatMap(({ topic, n, key }) => {
    const times = came[topic]?.filter((one) => one === n).length ?? 1;
    return times === 1 ? [] : [`${key} in ${topic} came ${times} times once it was repaired and replayed.`];
  });
  const [{ n: left }] = Count.parse(await askPostgres(databaseUrl, OPEN));
  return { letters: thrown.length, left, wrong };
}

const inNewWords = ({ key: newKey, value }: { key: string; value: Buffer }) => ({ newKey, value });
