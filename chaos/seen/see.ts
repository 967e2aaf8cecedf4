import type { ChatKey } from '#contracts';
import type { History, Item, Shown } from '#history';
import type { Decided } from '../ground/decision-book.js';
import type { LaneEntry } from '../ground/lane-book.js';
import type { Letter } from '../ground/letter-book.js';
import type { Ground } from '../ground/with-ground.js';
import type { Engineer } from '../people/engineer.js';
import type { People } from '../people/people.js';
import { commentedIn, itemsOf } from './items.js';
import { learntOf } from './learnt.js';
import { ownershipIn } from './ownership.js';
import { askingIn, stillAsked } from './still-asked.js';
import { readIssues, type Tracker } from './tracker.js';

/** Who put something in, and what they saw while it happened. */
export type Witnesses = {
  people: People;
  engineer: Engineer;
  shown: readonly Omit<Shown, 'answered'>[];
  trackers: readonly Tracker[];
};

export type Sights = {
  history: History;
  book: readonly LaneEntry[];
  letters: readonly Letter[];
  decisions: readonly Decided[];
};

/** All that there is to be seen of a system at rest. */
export async function see(ground: Ground, { people, engineer, shown, trackers }: Witnesses): Promise<Sights> {
  const items: Item[] = [];
  for (const tracker of trackers) items.push(...itemsOf(tracker.desk, await readIssues(tracker)));
  const { exchanges, published } = ground;
  const book = await ground.lanes.read();
  const log = { published, sources: await ground.outbox.read() };
  const learnt = learntOf(exchanges.messenger, book);
  const history = {
    written: people.written,
    commented: commentedIn(items, engineer.comments, people.all),
    told: [...people.told(), ...stillAsked(await askingIn(ground.databaseUrl), placesOf(people))],
    items,
    shown: shown.map((one) => ({ ...one, ...learnt(one) })),
    ...ownershipIn({ book, exchanges, ...log, nodes: ground.nodes.all, people: writersIn(people) }),
  };
  return { history, book, letters: await ground.letters.read(), decisions: await ground.decisions.read() };
}

function placesOf({ all }: People) {
  const places = new Map(all.map(({ chat, place }) => [chat, place]));
  return (chat: ChatKey) => places.get(chat);
}

const writersIn = ({ all }: People) =>
  all.map(({ desk, name, chat, account, linked }) => ({ desk, name, chat, account, login: linked?.login }));
