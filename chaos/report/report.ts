import { isFailure, judge } from '#history';
import type { Ground } from '../ground/with-ground.js';
import type { Thrown } from '../poison/throw-poison.js';
import type { Sights } from '../seen/see.js';
import type { Struck } from '../strikes/strike-on.js';
import { buried } from './buried.js';
import { inSeconds, resumptions, successions, waysToTracker } from './reached.js';

/** What a run left behind. */
export type Lived = Sights &
  Pick<Ground, 'exchanges' | 'nodes'> & { struck: readonly Struck[]; thrown: readonly Thrown[]; undone: number };

const SHOWN_SENTENCES = 60;

/** Judges a run and says what was reached; resolves with how much was broken. */
export function report(
  { history, struck, undone, book, exchanges, nodes, ...lived }: Lived,
  say: (line: string) => void,
): number {
  const { items, shown, deeds, owned, written, commented } = history;
  say(`${items.length} items in the tracker, ${shown.length} shown. ${deeds.length} deeds of ${owned.length} owners.`);
  say(`${written.filter(({ to }) => to.kind === 'issue').length} words of people with accounts.`);
  say(`Words of all others were at the tracker after ${inSeconds(waysToTracker(written, exchanges.tracker))}.`);
  const { stops, succeeded, lanes } = successions(struck, book, nodes.all);
  say(`${stops} stops; during ${succeeded} of them, ${lanes} lanes were taken from who was stopped.`);
  say(`Asked to end, nodes were gone after ${inSeconds(nodes.ends)}.`);
  say(`After Postgres was back, lanes committed after ${inSeconds(resumptions(struck, book))}.`);
  const { afterMs, missing } = buried(lived.thrown, lived.letters);
  say(`${lived.thrown.length} poisons were dead letters after ${inSeconds(afterMs)}.`);
  for (const [kind, all] of Map.groupBy(struck, (one) => one.kind)) say(`${all.length} × ${kind}`);
  const verdicts = judge(history);
  const failures = verdicts.filter(isFailure);
  for (const [kind, all] of Map.groupBy(verdicts, (one) => one.kind)) say(`${all.length} ${kind}`);
  for (const { kind, sentence } of failures.slice(0, SHOWN_SENTENCES)) console.log(`${kind}: ${sentence}`);
  for (const { key, what, topic } of missing) console.log(`${key} in ${topic} is no dead letter: ${what}`);
  for (const { name, at } of nodes.fallen) console.log(`${name} ended by itself at ${new Date(at).toISOString()}`);
  if (undone > 0) console.log(`It did not come to rest: ${undone} things undone.`);
  const failed = failures.length + missing.length + (undone > 0 ? 1 : 0);
  console.log(`${written.length + commented.length} messages, ${struck.length} strikes, ${failed} failed`);
  return failed;
}
