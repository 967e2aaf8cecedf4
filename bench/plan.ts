/** What a run does, and for how long. */
export type Plan = {
  name: 'quick' | 'full';
  lanes: number;
  desks: number;
  /** People who write; each in a private chat of their own, spread evenly over the desks. */
  people: number;
  /** How long after a message it counts as whole; taken off every latency. */
  windowSeconds: number;
  /** Messages that wait in the log before the consumers start. */
  backlog: number;
  /** A backlog that is not drained by then is measured as far as it came. */
  drainWithinMs: number;
  /** Open loop: at these parts of the drain's rate. */
  loads: readonly number[];
  loadMs: number;
  /** How long the cluster is watched while nobody writes. */
  idleMs: number;
};

const COMMON = { lanes: 4, desks: 200, windowSeconds: 0.2 };

export const PLANS: Readonly<Record<Plan['name'], Plan>> = {
  quick: {
    ...COMMON,
    name: 'quick',
    people: 2_000,
    backlog: 4_000,
    drainWithinMs: 60_000,
    loads: [0.6],
    loadMs: 20_000,
    idleMs: 10_000,
  },
  full: {
    ...COMMON,
    name: 'full',
    people: 10_000,
    backlog: 100_000,
    drainWithinMs: 720_000,
    loads: [0.5, 0.7],
    loadMs: 30_000,
    idleMs: 15_000,
  },
};
