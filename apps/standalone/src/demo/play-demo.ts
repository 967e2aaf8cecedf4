import { join } from 'node:path';
import { keepCounting, type Counting } from '../count/keep-counting.js';
import type { NewsStream } from '../page-server/news-stream.js';
import type { PersonOnPage } from '../protocol.js';
import type { Say } from '../say.js';
import type { MessageWays } from '../strip/follow-messages.js';
import type { OpenLocalTracker, Tracker } from '../tracker/open-tracker.js';
import { DEMO_PEOPLE } from './demo-people.js';
import { linkPerson } from './link-person.js';
import { noteAnswers } from './note-answers.js';
import type { SimulatedMessenger } from './open-messenger.js';
import { relayChats } from './relay-chats.js';

export type Demo = { persons(): PersonOnPage[]; counting: Counting | undefined };

export type PlayOptions = {
  messenger: SimulatedMessenger;
  tracker: Tracker;
  ways: MessageWays;
  news: NewsStream;
  folder: string;
  databaseUrl: string;
  stops: AsyncDisposableStack;
  say: Say;
  /** Resolves when it is to end: then nothing more is waited for. */
  asked: Promise<void>;
};

/**
 * Lets the people of the demo live in the simulated messenger, links those who are linked from the start, and counts what
 * they write.
 */
export async function playDemo(options: PlayOptions): Promise<Demo> {
  const { messenger, tracker, ways, news } = options;
  relayChats(messenger.simulator, news, ways);
  if (tracker.kind !== 'local') return { persons: () => personsOnPage(), counting: undefined };
  const counting = await countMessages(messenger, tracker, options);
  await Promise.race([linkPeople(messenger, tracker, options), options.asked]);
  return { persons: () => personsOnPage((id) => counting.links.has(id)), counting };
}

const personsOnPage = (isLinked?: (id: number) => boolean): PersonOnPage[] =>
  DEMO_PEOPLE.map(({ id, name, login }) => ({ id, name, login, linked: isLinked?.(id) }));

async function countMessages(
  { simulator, botId: bot }: SimulatedMessenger,
  { kept, ask, onIssue }: OpenLocalTracker,
  { folder, databaseUrl, news, stops }: PlayOptions,
): Promise<Counting> {
  const people = DEMO_PEOPLE;
  const answers = await noteAnswers(join(folder, 'answers'), simulator, bot, people);
  const counting = await keepCounting({
    ...{ databaseUrl, simulator, bot, people, ask, answers },
    trackerRunning: () => kept.running,
    onCounts: (counts) => news.tell({ kind: 'counts', counts }),
    onLinks: (links) => news.tell({ kind: 'persons', persons: personsOnPage((id) => links.has(id)) }),
  });
  stops.defer(() => counting.stop());
  simulator.onEvent(() => counting.soon());
  onIssue(() => counting.soon());
  return counting;
}

async function linkPeople(
  { simulator, botId }: SimulatedMessenger,
  { ask }: OpenLocalTracker,
  { say }: PlayOptions,
): Promise<void> {
  const linked = DEMO_PEOPLE.filter((person) => person.linkedFromTheStart);
  const done = await Promise.allSettled(linked.map((person) => linkPerson(simulator, botId, person, ask)));
  done.forEach((result, i) => {
    if (result.status === 'rejected') say(`${linked[i]?.name} is not linked yet; the page shows how.`);
  });
}
