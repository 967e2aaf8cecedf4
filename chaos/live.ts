import { monitorEventLoopDelay } from 'node:perf_hooks';
import { deskName } from '../bench/load/update-of.js';
import { randomFrom } from '../bench/load/random-from.js';
import { flood, floodedChats } from './flood/flood.js';
import { watchFlood } from './flood/watch-flood.js';
import { openInboxBook } from './ground/inbox-book.js';
import { linkPeople } from './ground/link-people.js';
import { withOwnLog } from './ground/own-log.js';
import type { Ground } from './ground/with-ground.js';
import { engineerAt } from './people/engineer.js';
import { peopleOf } from './people/people.js';
import { trackerHook } from './people/tracker-hook.js';
import { replayRepaired } from './poison/replay-repaired.js';
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
const LOST_WEBHOOKS = 0.1;

/** `perSecond`: what people write, all together; `engineerPerSecond`: what they are answered. */
export type Life = {
  minutes: number;
  seed: number;
  people: number;
  perSecond: number;
  engineerPerSecond: number;
  trial: Trial;
};
type Say = (line: string) => void;

/** Everything of a run: people write, strikes fall, it comes to rest. */
export async function live(ground: Ground, life: Life, say: Say): Promise<Lived> {
  const { minutes, seed, trial } = life;
  const { simulator, front, nodes, exchanges, published } = ground;
  const tracker = { url: `${ground.tracker}/${deskName(0)}` };
  const people = peopleOf(simulator, life.people);
  await linkPeople(ground.databaseUrl, people.linked);
  const tell = trackerHook(`${front.url}/tracker/${deskName(0)}`, LOST_WEBHOOKS, randomFrom(seed + 6));
  const engineer = engineerAt(tracker, tell);
  const { shown, asked } = watchChats(simulator, people.all);
  const flooded = trial.flood ? floodedChats(simulator) : [];
  const arrived = watchFlood(simulator, flooded);
  const inbox = trial.poisonOneIn ? await openInboxBook(ground.databaseUrl) : undefined;
  const recordsIn = counter();
  const late = monitorEventLoopDelay();
  late.enable();
  const { lasting, enough } = clockOf(minutes * 60_000);
  const progress = setInterval(() => {
    const floods = trial.flood ? `, ${arrived.length} of the flood` : '';
    say(`${people.written.length} written, ${engineer.comments.length} answered, ${shown.length} shown${floods}`);
  }, PROGRESS_MS);
  say(`People write for ${lasting / 60_000} min; seed ${seed}.`);
  const decided = people.decide(randomFrom(seed + 4), enough);
  const due = () => recordsIn(published) / (trial.poisonOneIn ?? Infinity);
  const [struck, [thrown, poured]] = await Promise.all([
    strike(ground, trial, seed, enough, say),
    withOwnLog(ground.brokers, (put) =>
      Promise.all([throwPoison(put, due, enough), flood(put, flooded, () => arrived.length, enough)]),
    ),
    people.write(life.perSecond, randomFrom(seed + 1), enough),
    engineer.answer(life.engineerPerSecond, randomFrom(seed + 2), enough),
  ]).finally(() => clearInterval(progress));
  say('Calm. Waiting for rest.');
  const happened = async () => (await listIssues(tracker)).length + simulator.counters.sends.length;
  const open = async () => (await ground.undone()) + people.waiting();
  const rest = () => untilRest({ open, happened, nodes }, (left) => say(`${left} things to do`));
  const undone = await rest();
  if (undone === 0) await decided;
  const sights = await see(ground, { people, engineer, shown, tracker });
  const taken = (await inbox?.read()) ?? [];
  const replayed = thrown.length > 0 ? await replayRepaired(ground, { thrown, tracker }, rest) : undefined;
  const { sends } = simulator.counters;
  const lateMs = Math.round(late.max / 1e6);
  const { heard } = front;
  const of = { asked, struck, thrown, replayed, poured, arrived, undone, comments: engineer.comments };
  return { ...sights, ...of, exchanges, nodes, heard, sends, published, taken, lateMs };
}

function clockOf(lasting: number) {
  const end = Date.now() + lasting;
  return { lasting, enough: () => Date.now() >= end };
}

/** How many records there are in what only ever grows. */
function counter() {
  let seen = 0;
  let records = 0;
  return (published: Ground['published']) => {
    for (; seen < published.length; seen += 1) records += published[seen]?.ids.length ?? 0;
    return records;
  };
}

/** As a trial says, loudly without what cannot be done on this machine. */
async function strike(ground: Ground, trial: Trial, seed: number, enough: () => boolean, say: Say) {
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
