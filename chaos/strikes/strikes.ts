import { ON_CONNECTIONS } from './on-connections.js';
import { ON_NODES } from './on-nodes.js';
import { ON_OUTSIDE } from './on-outside.js';
import { ON_PARTS } from './on-parts.js';
import type { Kind, Strike } from './strike.js';

const STRIKES: readonly Strike[] = [...ON_NODES, ...ON_PARTS, ...ON_CONNECTIONS, ...ON_OUTSIDE];

/** The kinds of strikes that a promise of docs/GUARANTEES.md is tried with; `all` is everything there is. */
export const TRIALS = {
  all: undefined,
  g1: ['node-killed'],
  g3: ['redis-emptied', 'redis-killed'],
  g4: ['node-stopped'],
  g5: ['service-restarted', 'broker-bounced', 'broker-stopped', 'tracker-broke-off'],
  g6: [],
  g8: ['service-restarted', 'postgres-restarted'],
} as const satisfies Record<string, readonly Kind[] | undefined>;
export type Trial = keyof typeof TRIALS;
export const TRIAL_NAMES = Object.keys(TRIALS) as Trial[];

/** How much poison is thrown in, a second. */
export const poisonIn = (trial: Trial): number => (trial === 'g6' ? 1 : trial === 'all' ? 0.2 : 0);

export function strikesOf(trial: Trial): readonly Strike[] {
  const kinds: readonly Kind[] | undefined = TRIALS[trial];
  return kinds ? STRIKES.filter(({ kind }) => kinds.includes(kind)) : STRIKES;
}
