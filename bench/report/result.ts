import type { Goal } from '../compare/goal.js';
import type { Losses } from '../goals/p6-rivals/count-losses.js';
import type { Machine } from '../measure/machine.js';
import type { Drain } from '../phases/drain.js';
import type { OpenLoop } from '../phases/open-loop.js';
import type { Usage } from '../measure/meter.js';
import type { Plan } from '../plan.js';

export type Result = {
  at: string;
  /** The commit that was measured; `+` where the tree held more than it. */
  commit: string;
  machine: Machine;
  plan: Plan;
  /** Absent where only some goals were asked for. */
  cluster: Cluster | undefined;
  goals: Goal[];
  /** What kill -9 cost Relaydesk and what it is compared with; empty: not counted. */
  losses: readonly Losses[];
  /** What could not be measured, by goal (or `cluster`), and why. */
  brokeOff: { id: string; why: string }[];
  /** How long each took, what broke off among them. */
  minutes: Record<string, number>;
};

/** What was seen of one cluster: a backlog that is drained, loads, and nobody writing. */
export type Cluster = { drain: Drain; loads: OpenLoop[]; idle: Usage };
