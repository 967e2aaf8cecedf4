import type { Clock, Log } from '#lane';
import { createHeld } from './held.js';
import { byWhy, type Left, notOpen } from './left.js';
import { planReplay } from './plan-replay.js';
import { type Planned, publishLetters } from './publish-letters.js';
import type { Selection } from './selection.js';
import { slicesOf } from './slices.js';
import { claimLetters, markReplayed, releaseLetters } from './standings.js';
import type { Database } from './stored-letters.js';

/** What became of a replay. `not-acknowledged`: the log did not answer; the same again goes on where it stopped. */
export type Replayed = { kind: 'done' | 'not-acknowledged'; replayed: number; left: Left[] };

/**
 * Replays letters in the order in which what they are of began, so that a chat's keep theirs. A letter is claimed before its
 * record goes out, and the inbox knows the record's id: twice, or by two at once, makes one replay. One that is too large for
 * the log stays open, with those that come after it, and all others go on.
 */
export async function replayLetters(
  { db, log, clock }: { db: Database; log: Pick<Log, 'lanes' | 'publish'>; clock: Clock },
  selection: Selection,
  by: string,
): Promise<Replayed> {
  const stays: { why: string; number: number }[] = [];
  const held = createHeld();
  const missing = new Set('numbers' in selection ? selection.numbers : []);
  let replayed = 0;
  for await (const letters of slicesOf(db, selection, { standing: ['open', 'replaying'] })) {
    const planned = letters.flatMap((letter): Planned[] => {
      const { number } = letter;
      const plan = planReplay(letter, clock.now());
      if (plan.kind === 'record') return [{ number, replay: plan.record.id, letter, record: plan.record }];
      missing.delete(number);
      stays.push({ why: plan.why, number });
      return [];
    });
    const claimed = await claimLetters(db, planned, by, clock.now());
    for (const number of claimed) missing.delete(number);
    const ours = planned.filter(({ number }) => claimed.has(number));
    const { published, back, answered } = await publishLetters({ log, clock }, ours, held);
    const discarded = await markReplayed(db, published);
    await releaseLetters(db, back);
    replayed += published.length - discarded.size;
    for (const number of discarded) missing.add(number);
    // What was not read yet is not known to be missing.
    if (!answered) return { kind: 'not-acknowledged', replayed, left: [...byWhy(stays, 'stays'), ...held.left()] };
  }
  return { kind: 'done', replayed, left: [...byWhy(stays, 'stays'), ...held.left(), ...notOpen(missing)] };
}
