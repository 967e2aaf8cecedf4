import { ON_CONNECTIONS } from './on-connections.js';
import { ON_NODES } from './on-nodes.js';
import { ON_OUTSIDE } from './on-outside.js';
import { ON_PARTS } from './on-parts.js';
import type { Strike } from './strike.js';
import type { Trial } from './trials.js';

const STRIKES: readonly Strike[] = [...ON_NODES, ...ON_PARTS, ...ON_CONNECTIONS, ...ON_OUTSIDE];

/** What a trial strikes with. */
export const strikesOf = ({ strikes: kinds }: Trial): readonly Strike[] =>
  kinds ? STRIKES.filter(({ kind }) => kinds.includes(kind)) : STRIKES;
