import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Simulator } from '#apps/simulator';
import { keyOf } from '../count/written.js';
import type { DemoPerson } from './demo-people.js';

/** What stands in a menu that asks for words of its own: a subject, or what to search for. */
const ASKS = /What shall it be called\?|Which issue\?/;

/**
 * Notes, as a looker-on, which messages were written under an open question: they answer it and are not meant for the
 * tracker. A question changes once it is answered, so this cannot be told later; the notes are kept in `file`.
 */
export async function noteAnswers(
  file: string,
  simulator: Simulator,
  bot: number,
  people: readonly DemoPerson[],
): Promise<ReadonlySet<string>> {
  const answers = new Set((await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean));
  simulator.onEvent((event) => {
    if (event.kind !== 'message-posted') return;
    const person = people.find(({ id }) => id === event.message.from);
    if (!person) return;
    const asked = simulator
      .person(person.id)
      .with({ id: bot })
      .transcript()
      .some(({ from, text, buttons }) => from.bot && buttons.length > 0 && ASKS.test(text));
    if (!asked) return;
    const key = keyOf(person.id, event.message.id);
    answers.add(key);
    appendFileSync(file, `${key}\n`);
  });
  return answers;
}
