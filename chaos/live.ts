import { deskName } from '../bench/load/update-of.js';
import { randomFrom } from '../bench/load/random-from.js';
import { flood, floodedChats } from './flood/flood.js';
import { watchFlood } from './flood/watch-flood.js';
import { linkPeople } from './ground/link-people.js';
import { withOwnLog } from './ground/own-log.js';
import type { Ground } from './ground/with-ground.js';
import { engineerAt } from './people/engineer.js';
import { peopleOf } from './people/people.js';
import { trackerHook } from './people/tracker-hook.js';
import { throwPoison } from './poison/throw-poison.js';
import type { Lived } from './report/lived.js';
import { see } from './seen/see.js';
import { listIssues } from './seen/tracker.js';
import { watchChats } from './seen/watch-chats.js';
import { strikeOn } from './strikes/strike-on.js';
import { strikesOf } from './strikes/strikes.js';
import type { Trial } from './strikes/trials.js';
import { untilRest } from './until-rest.js';

const PROGRESS_MS = 10_000;
const ENGINEER_PER_SECOND = 0.5;
const LOST_WEBHOOKS = 0.1;

export type Life = { minutes: number; seed: number; people: number; perSecond: number; trial: Trial };

/** Everything of a run: people write, strikes fall, it comes to rest. */
export async function live(
  ground: Ground,
  { minutes, seed, people: count, perSecond, trial }: Life,
  say: (line: string) => void,
): Promise<Lived> {
  const tracker = { url: `${ground.tracker}/${deskName(0)}` };
  const people = peopleOf(ground.simulator, count);
  await linkPeople(ground.databaseUrl, people.linked);
  const tell = trackerHook(`${ground.front.url}/tracker/${deskName(0)}`, LOST_WEBHOOKS, randomFrom(seed + 6));
  const engineer = engineerAt(tracker, tell);
  const { shown, asked } = watchChats(ground.simulator, people.all);
  const flooded = trial.flood ? floodedChats(ground.simulator) : [];
  const arrived = watchFlood(ground.simulator, flooded);
  const { lasting, enough } = clockOf(minutes * 60_000);
  const progress = setInterval(() => {
    const floods = trial.flood ? `, ${arrived.length} of the flood` : '';
    say(`${people.written.length} written, ${engineer.comments.length} answered, ${shown.length} shown${floods}`);
  }, PROGRESS_MS);
  say(`People write for ${lasting / 60_000} min; seed ${seed}.`);
  const decided = people.decide(randomFrom(seed + 4), enough);
  const [struck, [thrown, poured]] = await Promise.all([
    strike(ground, trial, seed, enough, say),
    withOwnLog(ground.brokers, (put) =>
      Promise.all([
        trial.poisonPerSecond ? throwPoison(put, trial.poisonPerSecond, randomFrom(seed + 5), enough) : [],
        trial.flood ? flood(put, flooded, () => arrived.length, enough) : [],
      ]),
    ),
    people.write(perSecond, randomFrom(seed + 1), enough),
    engineer.answer(ENGINEER_PER_SECOND, randomFrom(seed + 2), enough),
  ]).finally(() => clearInterval(progress));
  say('Calm. Waiting for rest.');
  const happened = async () => (await listIssues(tracker)).length + ground.simulator.counters.sends.length;
  const open = async () => (await ground.undone()) + people.waiting();
  const undone = await untilRest({ open, happened, nodes: ground.nodes }, (left) => say(`${left} things to do`));
  if (undone === 0) await decided;
  const sights = await see(ground, { people, engineer, shown, tracker });
  const { exchanges, nodes, front, simulator } = ground;
  const { heard } = front;
  const { sends } = simulator.counters;
  const comments = engineer.comments;
  return { ...sights, asked, struck, thrown, poured, arrived, undone, exchanges, nodes, heard, sends, comments };
}

function clockOf(lasting: number) {
  const end = Date.now() + lasting;
  return { lasting, enough: () => Date.now() >= end };
}

/** As a trial says, loudly without what cannot be done on this machine. */
async function strike(ground: Ground, trial: Trial, seed: number, enough: () => boolean, say: (line: string) => void) {
  const strikes = strikesOf(trial).filter(({ kind, impossible }) => {
    const why = impossible?.(ground);
    if (why !== undefined) say(`NOT TRIED: ${kind}: ${why}.`);
    return why === undefined;
  });
  const { atOnce = 1, ...how } = trial;
  const made = Array.from({ length: atOnce }, (_, i) =>
    strikeOn(ground, { ...how, strikes, random: randomFrom(seed + 100 * i) }, enough, ({ what }) => say(what)),
  );
  return (await Promise.all(made)).flat().toSorted((a, b) => a.from - b.from);
}
