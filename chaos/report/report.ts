import { isFailure, judge } from '#history';
import { judgeFlood } from '../flood/judge-flood.js';
import { refusedOf } from '../ground/front.js';
import type { Trial } from '../strikes/trials.js';
import { buried } from './buried.js';
import type { Lived } from './lived.js';
import { noticed } from './noticed.js';
import { overTime, PROMISED, sayOver, type Timed, unseen } from './over-time.js';
import { busiest, undercutsIn } from './rates.js';
import { delaysOf, inSeconds, resumptions, struckDuring, successions, waysOut } from './reached.js';
import { stoodStill } from './stood-still.js';
import { uncleanEnds } from './unclean-ends.js';

const SHOWN_SENTENCES = 60;
/** What Telegram takes in a chat a second, in a group a minute, of a bot a second. */
const MOST = { chat: 1, group: 20, bot: 30 };

type Say = (line: string) => void;

/** Judges a run and says what was reached; resolves with how much was broken, or over its time where that is what is tried. */
export function report(lived: Lived, trial: Trial, say: Say): number {
  const { history, struck, undone } = lived;
  const times = timesOf(lived);
  tellReached(lived, times, say);
  const verdicts = judge(history);
  const failures = verdicts.filter(isFailure);
  say(`This process was late itself by up to ${lived.lateMs} ms.`);
  for (const [kind, all] of Map.groupBy(verdicts, (one) => one.kind)) say(`${all.length} ${kind}`);
  for (const { kind, sentence } of failures.slice(0, SHOWN_SENTENCES)) console.log(`${kind}: ${sentence}`);
  const ended = tellEnds(lived, trial);
  if (undone > 0) console.log(`It did not come to rest: ${undone} things undone.`);
  const refused = tellWebhooks(lived, say);
  const nothing = tellNothing(lived, times, trial);
  const failed =
    failures.length +
    ended +
    nothing +
    tellUndecided(lived) +
    tellPoison(lived, times, say) +
    (undone > 0 ? 1 : 0) +
    (trial.takesEveryWebhook ? refused : 0) +
    (trial.flood ? tellFlood(lived, say) : 0);
  const over = overTime(times, trial.times ?? []);
  for (const one of over) console.log(`Over its time: ${sayOver(one)}.`);
  const late = over.reduce((all, { count }) => all + count, 0);
  const messages = history.written.length + history.commented.length;
  const overTheirs = trial.times ? `, ${late} over their time` : '';
  console.log(`${messages} messages, ${struck.length} strikes, ${failed} failed${overTheirs}`);
  return failed + late;
}

/** All that took its time, in ms, whether it is judged or not. */
function timesOf({ history, exchanges, asked, comments, decisions, thrown, letters, ...lived }: Lived) {
  const { published, taken, struck, nodes } = lived;
  return {
    words: waysOut(history.written, exchanges.tracker, asked).map(({ ms }) => ms),
    answers: noticed(history.commented, comments, decisions).untold,
    letters: buried(thrown, letters).afterMs,
    stalls: stoodStill(published, taken).map(({ ms }) => ms),
    ends: nodes.ends.map(({ ms }) => ms),
    returns: resumptions(struck, published, taken),
  } satisfies Record<Timed, readonly number[]>;
}

/** Names what a trial is about and never met; resolves with how much that is. */
function tellNothing({ struck, book, nodes }: Lived, times: Record<Timed, readonly number[]>, trial: Trial): number {
  const missing = unseen(times, trial.times ?? []).map((timed) => PROMISED[timed].what);
  if (trial.takesLanes && successions(struck, book, nodes.all).lanes === 0)
    missing.push('lanes taken from who was stopped');
  for (const what of missing) console.log(`Never met: ${what}.`);
  return missing.length;
}

function tellReached(lived: Lived, times: Record<Timed, readonly number[]>, say: Say): void {
  const { history, struck, book, exchanges, nodes, decisions, comments, asked } = lived;
  const { items, shown, deeds, owned, written, commented } = history;
  say(`${items.length} items in the tracker, ${shown.length} shown. ${deeds.length} deeds of ${owned.length} owners.`);
  for (const [what, all] of Map.groupBy(deeds, (deed) => deed.what)) say(`${all.length} deeds ${what}`);
  say(`${written.filter(({ to }) => to.kind === 'issue').length} words of people with accounts.`);
  say(`Words were at the tracker, or asked about, after ${within('words', times)}.`);
  const late = waysOut(written, exchanges.tracker, asked).filter(({ ms }) => ms > PROMISED.words.withinMs);
  for (const [kind, count] of struckDuring(late, struck)) say(`${count} of the late ones after ${kind ?? 'no strike'}`);
  say(`Answers were noticed after ${inSeconds(noticed(commented, comments, decisions).told)}.`);
  say(`Where the webhook was lost, they were noticed after ${within('answers', times)}.`);
  const { stops, succeeded, lanes } = successions(struck, book, nodes.all);
  say(`${stops} stops; during ${succeeded} of them, ${lanes} lanes were taken from who was stopped.`);
  say(`Asked to end, nodes were gone after ${within('ends', times)}.`);
  say(`After Postgres was back, the slowest lane took in what waited for it after ${within('returns', times)}.`);
  for (const [kind, all] of Map.groupBy(struck, (one) => one.kind)) say(`${all.length} × ${kind}`);
}

const within = (timed: Timed, times: Record<Timed, readonly number[]>) =>
  inSeconds(times[timed], PROMISED[timed].withinMs);

/** Names nodes that ended by themselves, or otherwise than they were asked to; resolves with how many should not have. */
function tellEnds({ nodes }: Lived, { endsConsumers }: Trial): number {
  for (const { name, at } of nodes.fallen) console.log(`${name} ended by itself at ${new Date(at).toISOString()}`);
  const unclean = uncleanEnds(nodes.ends);
  for (const sentence of unclean) console.log(sentence);
  return unclean.length + (endsConsumers ? 0 : nodes.fallen.length);
}

/** What of poison is broken: what is no dead letter, was not replayed, or came of its replay otherwise than once. */
function tellPoison(lived: Lived, times: Record<Timed, readonly number[]>, say: Say): number {
  const { thrown, letters, published, taken, replayed } = lived;
  if (!replayed) return 0;
  const { missing } = buried(thrown, letters);
  say(`${thrown.length} poisons were dead letters after ${within('letters', times)}.`);
  for (const { key, what, topic } of missing) console.log(`${key} in ${topic} is no dead letter: ${what}`);
  const delays = delaysOf(published, taken);
  say(`Records beside them were taken in after ${inSeconds(delays)}.`);
  say(`Lanes that records waited for stood still for ${within('stalls', times)}.`);
  const stalls = stoodStill(published, taken).filter(({ ms }) => ms > PROMISED.stalls.withinMs);
  for (const { topic, lane, at, ms } of stalls.slice(0, SHOWN_SENTENCES))
    say(`${topic}/${lane} stood still for ${ms} ms until ${new Date(at).toISOString()}.`);
  const { letters: all, wrong } = replayed;
  say(`${all} letters repaired and replayed; ${wrong.length} objections.`);
  for (const sentence of wrong.slice(0, SHOWN_SENTENCES)) console.log(sentence);
  return missing.length + wrong.length;
}

/** Names what engineers wrote and nobody decided about; resolves with how much that is. */
function tellUndecided({ history, comments, decisions }: Lived): number {
  const { never } = noticed(history.commented, comments, decisions);
  for (const what of never.slice(0, SHOWN_SENTENCES)) console.log(`Nobody decided who sees ${what}.`);
  return never.length;
}

/** Resolves with how many were refused. */
function tellWebhooks({ heard }: Lived, say: Say): number {
  const refused = refusedOf(heard);
  say(`${heard.length} webhooks, ${refused.length} of them refused.`);
  for (const { at, path, answer } of refused.slice(0, SHOWN_SENTENCES))
    say(`${new Date(at).toISOString()} ${path}: ${answer?.status ?? 'no answer'}`);
  return refused.length;
}

/** What of a flood is broken: what never came or changed its order, rates gone over, and silence not kept. */
function tellFlood({ poured, arrived, sends, exchanges }: Lived, say: Say): number {
  const { lost, again, inverted } = judgeFlood(poured, arrived);
  say(`${poured.length} poured, ${lost.length} of it lost, ${inverted} out of order, ${again} shown again.`);
  const { chat, group, bot } = busiest(sends);
  say(`At most ${chat} a second in a chat, ${group} a minute in a group, ${bot} a second in all.`);
  const { holds, undercuts, onTheWay } = undercutsIn(exchanges.messenger);
  say(`${holds} times to come back: ${undercuts.length} messages came before (${undercuts.join(', ')} ms after).`);
  say(`${onTheWay} more were on their way.`);
  const over = [chat > MOST.chat, group > MOST.group, bot > MOST.bot].filter(Boolean).length;
  return lost.length + inverted + over + undercuts.length;
}
