import type { Shown } from '#history';
import { TOO_LONG } from './people/screen.js';
import type { Run } from './run-plan.js';
import { TOPICS } from './world/at-rest.js';

/** It was on its way again, or there already. */
const ON_ITS_WAY = /Trying again|✅|Did this arrive/;

/** Poison is kept, once, and with its cause; of what was given up only what an operator has discarded. */
export function* deadLetters({ world: { database, broker, poisoned }, operator }: Run): Iterable<string> {
  const missing = new Set(poisoned.map(({ topic, lane, offset }) => `${topic}/${lane}/${offset}`));
  for (const topic of TOPICS) {
    for (let lane = 0; lane < broker.options.lanes; lane += 1) {
      for (const { id, offset, cause } of database.lane(topic, lane).dead.values()) {
        const isPoison = missing.delete(`${topic}/${lane}/${offset}`);
        if (operator.isDiscarded({ topic, lane, id })) continue;
        if (!isPoison || cause === '') yield `a dead letter of ${topic}: ${cause}`;
      }
    }
  }
  for (const where of missing) yield `the poison at ${where} is kept nowhere`;
}

/**
 * People whose words were given up, and who were not told so; or, where they were replayed at once, that they were on their way
 * again.
 */
export function* untold({ operator, desks }: Run, shown: readonly Shown[]): Iterable<string> {
  for (const { text, chat } of desks.flatMap(({ putIn }) => putIn.asked))
    yield `not told: «${text}» was replayed, and ${chat} is asked about it still`;
  for (const { chat, at, what } of operator.decided) {
    const theirs = shown.filter((one) => one.chat === chat);
    const isTold =
      what === 'discarded'
        ? theirs.some(({ text }) => text.includes(TOO_LONG))
        : theirs.some((one) => one.at > at && ON_ITS_WAY.test(one.text));
    if (!isTold) yield `not told: words of ${chat} were given up and ${what}, and it was not said there`;
  }
}
