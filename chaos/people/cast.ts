import { randomFrom } from '../../bench/load/random-from.js';
import { type Flooded, floodedChats } from '../flood/flood.js';
import type { Arrived } from '../flood/judge-flood.js';
import { watchFlood } from '../flood/watch-flood.js';
import { linkPeople } from '../ground/link-people.js';
import type { Ground } from '../ground/with-ground.js';
import type { Tracker } from '../seen/tracker.js';
import { type Watched, watchChats } from '../seen/watch-chats.js';
import { type Engineer, engineerAt } from './engineer.js';
import { type People, peopleOf } from './people.js';
import { trackerHook } from './tracker-hook.js';

/** Who is there in a run, and what is seen of what they are shown. */
export type Cast = Watched & {
  /** Of each desk. */
  trackers: readonly Tracker[];
  people: People;
  engineer: Engineer;
  /** Where there is a flood: its chats, and what has arrived in them. */
  flooded: readonly Flooded[];
  arrived: readonly Arrived[];
};

const LOST_WEBHOOKS = 0.1;

export async function castOf(
  ground: Pick<Ground, 'desks' | 'simulator' | 'tracker' | 'front' | 'databaseUrl'>,
  { seed, people: count, flood = false }: { seed: number; people: number; flood?: boolean | undefined },
): Promise<Cast> {
  const { desks, simulator, front } = ground;
  const trackers = desks.map((desk) => ({ desk, url: `${ground.tracker}/${desk.id}` }));
  const people = peopleOf(simulator, desks, count);
  await linkPeople(ground.databaseUrl, people.linked);
  const tell = trackerHook(front.url, LOST_WEBHOOKS, randomFrom(seed + 6));
  const flooded = flood ? floodedChats(simulator) : [];
  return {
    ...watchChats(simulator, people.all),
    ...{ trackers, people, flooded },
    engineer: engineerAt(trackers, tell),
    arrived: watchFlood(simulator, flooded),
  };
}

/** How far it is, for whoever waits. */
export const progressOf = ({ people, engineer, shown, flooded, arrived }: Cast): string =>
  [
    `${people.written.length} written, ${engineer.comments.length} answered, ${shown.length} shown`,
    ...(flooded.length > 0 ? [`${arrived.length} of the flood`] : []),
  ].join(', ');
