import type { Cluster } from '../../cluster/start-cluster.js';
import type { Numbers } from '../../load/numbers.js';
import type { Crowds } from '../../load/crowds.js';
import type { Usage } from '../../measure/meter.js';
import { type Message, peopleWrite, type Trouble } from '../../phases/people-write.js';
import type { Steady } from '../../phases/steady-most.js';

/**
 * `nodes`: of each service. `rounds`: of draining a backlog of what arrives in `backlogMs`, then of calm, a kill and a rolling
 * restart. `loadMs`: how long people write in calm; `killedMs`: and around a kill.
 */
export type TroublePlan = {
  nodes: number;
  desks: number;
  people: number;
  steady: Steady;
  backlogMs: number;
  rounds: number;
  loadMs: number;
  killedMs: number;
  logs: string;
};

export const CONFIGURED = { lanes: 4, windowSeconds: 0.2 };
export const WINDOW_MS = CONFIGURED.windowSeconds * 1_000;

/** `numbers`: of its messages. `crowds`: others who write. `usages`: of all phases so far. */
export type Run = { cluster: Cluster; plan: TroublePlan; numbers: Numbers; crowds: Crowds; usages: Usage[] };

/** Those that words go through on their way to the tracker, and what each reads; the rounds take them in turn. */
const STRUCK = [
  { service: 'session-aggregator', topic: 'session-events' },
  { service: 'tracker-adapter', topic: 'tracker-work' },
] as const;

export const struckIn = (round: number) => STRUCK[round % STRUCK.length] ?? STRUCK[0];

/** People write, and what they use meanwhile is kept. In all phases of a round they write at the same times. */
export async function write(
  { cluster, numbers, usages }: Run,
  load: { perSecond: number; lengthMs: number; seed: number },
  trouble?: Trouble,
): Promise<Message[]> {
  const first = numbers(Math.ceil((load.perSecond * load.lengthMs * 2) / 1_000));
  const { messages, usage } = await peopleWrite(cluster, { first, ...load }, trouble);
  usages.push(usage);
  return messages;
}
