import type { DeskId } from '#contracts';
import type { Clock } from '#lane';
import type { seeded } from '#lane/rehearsal';
import { MemoryWorld, type WorldFault } from '#messengers/memory';
import { createWire, type Fault, MemoryServer } from '#trackers/memory';
import { befalls, type MessengerFate, type TrackerFate, type Trouble } from '../faults/trouble.js';
import { castOf, PROJECT } from './cast.js';

const LATENCY_MS = 10;
/** Still within the time that the tracker may take to settle. */
const LATE_MS = 400;
const SLOW_MS = 1_400;
/** So few that a pass of the feed takes several. */
const CHANGES_ON_A_PAGE = 2;
/** What a tracker keeps that keeps other words. */
const OTHER_WORDS = 'What stood here was taken out.';
const TRACKER_FAULTS: Readonly<Record<Exclude<TrackerFate, 'reworded'>, Fault>> = {
  'cut-before': 'cut-before',
  'cut-after': 'cut-after',
  'hang-before': 'hang-before',
  'hang-after': 'hang-after',
  away: { status: 503 },
  throttled: { status: 429, retryAfterMs: 1_500 },
  conflict: { status: 409 },
  refused: { status: 401 },
  late: { lateMs: LATE_MS },
  slow: { slowMs: SLOW_MS },
};

/** A desk's messenger and its tracker with everyone who is there, and what befalls calls to them. `nth`: of all desks, from 0. */
export function createOutside(
  clock: Clock,
  random: ReturnType<typeof seeded>,
  trouble: Trouble,
  { people, nth }: { people: number; nth: number },
) {
  const messenger = new MemoryWorld(clock);
  const cast = castOf(people, messenger, nth);
  const project = { ...PROJECT, members: cast.accounts.map(({ login }) => login) };
  const began = clock.now();
  // Its host's clock is its own: it does not jump with ours.
  const time = { ...clock, now: () => began + clock.monotonic() };
  const tracker = new MemoryServer({ time, people: cast.accounts, projects: [project] });
  tracker.changesPage = CHANGES_ON_A_PAGE;
  const wire = createWire(clock, LATENCY_MS);
  let feedPasses = 0;
  let wasLate = false;
  const isHere = ({ at }: { at?: DeskId | undefined }) => at === undefined || at === cast.desk;
  const reworded = {
    within(act: () => unknown) {
      tracker.rewords = OTHER_WORDS;
      try {
        return act();
      } finally {
        tracker.rewords = undefined;
      }
    },
  };
  for (const [fate, fault] of Object.entries({ ...TRACKER_FAULTS, reworded }) as [TrackerFate, Fault][]) {
    wire.plan(
      ({ method }) => {
        if (trouble.gone?.fate === fate && isHere(trouble.gone)) return true;
        const { percent, fates, only } = trouble.tracker;
        const isSpared = (only !== undefined && (only === 'reads') !== (method === 'GET')) || !isHere(trouble.tracker);
        return fates.includes(fate) && !isSpared && befalls(random, percent / fates.length);
      },
      fault,
      Infinity,
    );
  }

  return {
    clock,
    /** What the tracker's clock said at the start. */
    began,
    desk: cast.desk,
    cast,
    messenger,
    /** Messages a sign on which may have arrived after the one that took its place, as `chat/message`. */
    lateSigns: new Set<string>(),
    tracker,
    wire,
    /** How often somebody has been told of all that changed in the tracker. */
    feedPasses: () => feedPasses,
    toldOfAll: () => void (feedPasses += 1),
    /** What a chat shows may be of before: it came late. */
    mayShowOld: () => wasLate,
    /** Decides what becomes of the call that reaches the messenger now; nothing: it works. */
    befallMessenger(): Trouble['messenger']['fate'] | undefined {
      messenger.faults.length = 0;
      const { percent, fate } = trouble.messenger;
      if (!isHere(trouble.messenger) || !befalls(random, percent)) return undefined;
      if (fate === 'late') wasLate = true;
      else messenger.faults.push(faultOf(fate));
      return fate;
    },
  };
}

export type Outside = ReturnType<typeof createOutside>;

const faultOf = (kind: Exclude<MessengerFate, 'late'>): WorldFault =>
  kind === 'throttled' ? { kind, retryAfterMs: 1_500 } : { kind };
