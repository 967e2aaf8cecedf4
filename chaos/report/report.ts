import { isFailure, judge } from '#history';
import { judgeFlood } from '../flood/judge-flood.js';
import { refusedOf } from '../ground/front.js';
import type { Trial } from '../strikes/trials.js';
import { buried } from './buried.js';
import type { Lived } from './lived.js';
import { noticed } from './noticed.js';
import { busiest, undercutsIn } from './rates.js';
import { delaysOf, inSeconds, resumptions, struckDuring, successions, waysOut } from './reached.js';
import { stoodStill } from './stood-still.js';

const SHOWN_SENTENCES = 60;
/** What docs/GUARANTEES.md promises at most, in ms. A machine that others use, too, may be slower than all promises. */
const WITHIN = { window: 5_000, gap: 60_000, letter: 1_000, stall: 1_000, end: 20_000, back: 30_000 };
/** Of `CONFIGURED`: what comes sooner belongs to the same utterance. */
const WINDOW_MS = 200;
/** What Telegram takes in a chat a second, in a group a minute, of a bot a second. */
const MOST = { chat: 1, group: 20, bot: 30 };

type Say = (line: string) => void;

/** Judges a run and says what was reached; resolves with how much was broken. */
export function report(lived: Lived, trial: Trial, say: Say): number {
  const { history, struck, undone, nodes } = lived;
  tellReached(lived, say);
  const verdicts = judge(history);
  const failures = verdicts.filter(isFailure);
  say(`This process was late itself by up to ${lived.lateMs} ms.`);
  for (const [kind, all] of Map.groupBy(verdicts, (one) => one.kind)) say(`${all.length} ${kind}`);
  for (const { kind, sentence } of failures.slice(0, SHOWN_SENTENCES)) console.log(`${kind}: ${sentence}`);
  for (const { name, at } of nodes.fallen) console.log(`${name} ended by itself at ${new Date(at).toISOString()}`);
  if (undone > 0) console.log(`It did not come to rest: ${undone} things undone.`);
  const refused = tellWebhooks(lived, say);
  const failed =
    failures.length +
    tellPoison(lived, say) +
    (undone > 0 ? 1 : 0) +
    (trial.takesEveryWebhook ? refused : 0) +
    (trial.flood ? tellFlood(lived, say) : 0);
  console.log(
    `${history.written.length + history.commented.length} messages, ${struck.length} strikes, ${failed} failed`,
  );
  return failed;
}

function tellReached({ history, struck, book, exchanges, nodes, decisions, comments, asked }: Lived, say: Say): void {
  const { items, shown, deeds, owned, written, commented } = history;
  say(`${items.length} items in the tracker, ${shown.length} shown. ${deeds.length} deeds of ${owned.length} owners.`);
  for (const [what, all] of Map.groupBy(deeds, (deed) => deed.what)) say(`${all.length} deeds ${what}`);
  say(`${written.filter(({ to }) => to.kind === 'issue').length} words of people with accounts.`);
  const ways = waysOut(written, exchanges.tracker, asked);
  const promised = WINDOW_MS + WITHIN.window;
  say(
    `Words were at the tracker, or asked about, after ${inSeconds(
      ways.map(({ ms }) => ms),
      promised,
    )}.`,
  );
  const late = ways.filter(({ ms }) => ms > promised);
  for (const [kind, count] of struckDuring(late, struck)) say(`${count} of the late ones after ${kind ?? 'no strike'}`);
  const { told, untold } = noticed(commented, comments, decisions);
  say(`Answers were noticed after ${inSeconds(told)}.`);
  say(`Where the webhook was lost, they were noticed after ${inSeconds(untold, WITHIN.gap)}.`);
  const { stops, succeeded, lanes } = successions(struck, book, nodes.all);
  say(`${stops} stops; during ${succeeded} of them, ${lanes} lanes were taken from who was stopped.`);
  say(`Asked to end, nodes were gone after ${inSeconds(nodes.ends, WITHIN.end)}.`);
  say(`After Postgres was back, lanes committed after ${inSeconds(resumptions(struck, book), WITHIN.back)}.`);
  for (const [kind, all] of Map.groupBy(struck, (one) => one.kind)) say(`${all.length} × ${kind}`);
}

/** What of poison is broken: what is no dead letter, was not replayed, or came of its replay otherwise than once. */
function tellPoison({ thrown, letters, published, taken, replayed }: Lived, say: Say): number {
  if (!replayed) return 0;
  const { afterMs, missing } = buried(thrown, letters);
  say(`${thrown.length} poisons were dead letters after ${inSeconds(afterMs, WITHIN.letter)}.`);
  for (const { key, what, topic } of missing) console.log(`${key} in ${topic} is no dead letter: ${what}`);
  const delays = delaysOf(published, taken);
  say(`Records beside them were taken in after ${inSeconds(delays)}.`);
  say(`Lanes that records waited for stood still for ${inSeconds(stoodStill(published, taken), WITHIN.stall)}.`);
  const { letters: all, wrong } = replayed;
  say(`${all} letters repaired and replayed; ${wrong.length} objections.`);
  for (const sentence of wrong.slice(0, SHOWN_SENTENCES)) console.log(sentence);
  return missing.length + wrong.length;
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
