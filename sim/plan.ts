import { seeded } from '#lane/rehearsal';
import { repeated, strikesOf } from './faults/draw-strikes.js';
import type { Strike } from './faults/troubles.js';

type Seeded = ReturnType<typeof seeded>;

/** Something somebody does at a time (ms from the start). `dice` (0 to 1) settles what is left open. */
export type Act = {
  at: number;
  who: number;
  what: 'say' | 'reply' | 'edit' | 'comment' | 'comment privately' | 'write in the tracker' | 'link';
  dice: number;
};

/** Everything of a run that is settled before it begins, so that parts of it can be left out. */
export type Plan = {
  seed: number;
  lanes: number;
  desks: number;
  /** At each desk. */
  people: number;
  nodes: number;
  /** Updates are brought to the gateways; else these ask for them. */
  byWebhook: boolean;
  acts: readonly Act[];
  strikes: readonly Strike[];
};

/** How much one person writes: a message in so many ms, about. */
const EVERY_MS = 2_500;
const MESSAGES_EACH = 12;
/** Where there are several desks, each has so many people. */
const LEAST_AT_A_DESK = 3;
const MOST_DESKS = 20;

const saying = (random: Seeded) => (random.percent(25) ? 'reply' : random.percent(5) ? 'edit' : 'say');

export function planOf(seed: number, messages: number, faults = true): Plan {
  const random = seeded(seed * 2 + 1);
  const everyone = Math.max(1, Math.round(messages / MESSAGES_EACH));
  const lastsMs = (messages * EVERY_MS) / everyone;
  const acts = Array.from({ length: messages }, (): Act => {
    const what = random.percent(12) ? 'comment' : random.percent(5) ? 'comment privately' : saying(random);
    const at = random.between(0, Math.round(lastsMs));
    return { at, who: random.between(0, 1_000_000), what, dice: random.next() };
  });
  const settled = {
    seed,
    lanes: random.between(1, 4),
    nodes: random.percent(20) ? 1 : random.between(2, 3),
    byWebhook: random.percent(50),
    acts: acts.toSorted((a, b) => a.at - b.at),
    strikes: faults ? strikesOf(random, lastsMs) : [],
  };
  const most = Math.max(1, Math.min(MOST_DESKS, Math.floor(everyone / LEAST_AT_A_DESK)));
  const desks = random.percent(50) ? 1 : random.between(1, most);
  return { ...settled, desks, people: Math.max(1, Math.round(everyone / desks)) };
}

/** The same plan, in which this goes wrong besides, so often, also while what was said last is still on its way. */
export function withAlso(plan: Plan, what: Strike['what'], times: number): Plan {
  const untilMs = 2 * (plan.acts.at(-1)?.at ?? 0);
  const more = repeated(what, times, seeded(plan.seed * 2 + 1), untilMs);
  return { ...plan, strikes: [...plan.strikes, ...more].toSorted((a, b) => a.at - b.at) };
}

/** The same plan, in which nothing else goes wrong. */
export const withOnly = (plan: Plan, what: Strike['what'], times: number): Plan =>
  withAlso({ ...plan, strikes: [] }, what, times);
