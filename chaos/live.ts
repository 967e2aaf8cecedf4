import { monitorEventLoopDelay } from 'node:perf_hooks';
import { randomFrom } from '../bench/load/random-from.js';
import { flood } from './flood/flood.js';
import { openInboxBook } from './ground/inbox-book.js';
import { withOwnLog } from './ground/own-log.js';
import type { Ground } from './ground/with-ground.js';
import { type Cast, castOf, progressOf } from './people/cast.js';
import { replayRepaired } from './poison/replay-repaired.js';
import { throwPoison } from './poison/throw-poison.js';
import { knownOfChat } from './report/known-of-chat.js';
import { lastCalls } from './report/last-calls.js';
import type { Lived } from './report/lived.js';
import { see } from './seen/see.js';
import { listIssues } from './seen/tracker.js';
import { strikeOn } from './strikes/strike-on.js';
import { strikesOf } from './strikes/strikes.js';
import type { Trial } from './strikes/trials.js';
import { untilRest } from './until-rest.js';

/** So many are named who wait for ever. */
const MOST_WAITING = 20;
const PROGRESS_MS = 10_000;

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

/** Everything of a run: people write, strikes fall, it comes to rest. Once `over` is aborted nobody does anything any more. */
export async function live(ground: Ground, life: Life, say: Say, over: AbortSignal): Promise<Lived> {
  const { minutes, seed, trial, people: count } = life;
  const { simulator, front, nodes, exchanges, published } = ground;
  const cast = await castOf(ground, { seed, people: count, flood: trial.flood });
  const { people, engineer, trackers, asked, arrived } = cast;
  const inbox =
    trial.poisonOneIn || trial.times?.includes('returns') ? await openInboxBook(ground.databaseUrl) : undefined;
  const late = monitorEventLoopDelay();
  late.enable();
  const end = Date.now() + minutes * 60_000;
  const enough = () => over.aborted || Date.now() >= end;
  say(`People write for ${minutes} min; seed ${seed}.`);
  const progress = setInterval(() => say(progressOf(cast)), PROGRESS_MS);
  const decided = people.decide(randomFrom(seed + 4), enough);
  const [struck, { thrown, poured }] = await Promise.all([
    strike(ground, trial, seed, enough, say),
    throwIn(ground, cast, trial, enough),
    people.write(life.perSecond, randomFrom(seed + 1), enough),
    engineer.answer(life.engineerPerSecond, randomFrom(seed + 2), enough),
  ]).finally(() => clearInterval(progress));
  say('Calm. Waiting for rest.');
  const rest = () => restOf(ground, cast, say);
  const undone = await rest();
  if (undone === 0) await decided;
  else
    for (const { chat, sees } of people.waitFor().slice(0, MOST_WAITING)) {
      say(sees);
      for (const line of lastCalls(exchanges.messenger, chat)) say(line);
      for (const line of await knownOfChat(ground.databaseUrl, chat)) say(line);
    }
  const sights = await see(ground, cast);
  const taken = (await inbox?.read()) ?? [];
  const { letters } = sights;
  const replayed = thrown.length > 0 ? await replayRepaired(ground, { thrown, letters, trackers }, rest) : undefined;
  const { sends } = simulator.counters;
  const { heard } = front;
  const lateMs = Math.round(late.max / 1e6);
  const of = { asked, struck, thrown, replayed, poured, arrived, undone, comments: engineer.comments };
  return { ...sights, ...of, exchanges, nodes, heard, sends, published, taken, lateMs };
}

/** Waits for rest; resolves with how much is undone where that never comes. */
function restOf(ground: Ground, { trackers, people }: Cast, say: Say): Promise<number> {
  const { simulator, nodes } = ground;
  const happened = async () => {
    const issues = await Promise.all(trackers.map(listIssues));
    return issues.flat().length + simulator.counters.sends.length;
  };
  const open = async () => (await ground.undone()) + people.waiting();
  return untilRest({ open, happened, nodes }, (left) => say(`${left} things to do`));
}

/** What a run itself puts between the records of the product. */
function throwIn({ brokers, published }: Ground, { flooded, arrived }: Cast, trial: Trial, enough: () => boolean) {
  const recordsIn = counter();
  const due = () => recordsIn(published) / (trial.poisonOneIn ?? Infinity);
  return withOwnLog(brokers, async (put) => {
    const [thrown, poured] = await Promise.all([
      throwPoison(put, due, enough),
      flood(put, flooded, () => arrived.length, enough),
    ]);
    return { thrown, poured };
  });
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
