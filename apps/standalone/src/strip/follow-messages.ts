import type { Stage, Step } from '../protocol.js';
import type { Hop } from '../worker/from-services.js';

const REMEMBERED = 500;
const SHOWN = 40;

export type MessageWays = {
  /** The latest steps, oldest first. */
  readonly steps: readonly Step[];
  /** A person did something in a chat: the next update the gateway takes in began there and then (ms). */
  begin(at: number): void;
  follow(hop: Hop): Step;
};

/** Where a step into this stage came from if that is the first we hear of its message. */
const BEFORE: Readonly<Record<Stage, Stage>> = {
  chat: 'notifier',
  gateway: 'chat',
  'session-aggregator': 'gateway',
  'tracker-adapter': 'tracker',
  tracker: 'tracker-adapter',
  notifier: 'tracker-adapter',
};

/** Makes steps with their times of the hops that the services tell; those of one message carry one trace. */
export function messageWays(): MessageWays {
  const last = new Map<string, { stage: Stage; at: number }>();
  const steps: Step[] = [];
  const begun: number[] = [];

  const before = (trace: string, stage: Stage): { stage: Stage; at: number | undefined } => {
    const known = last.get(trace);
    if (known) return known;
    return { stage: BEFORE[stage], at: stage === 'gateway' ? begun.shift() : undefined };
  };
  return {
    steps,
    begin: (at) => void begun.push(at),
    follow({ trace: parent, stage, at }) {
      const trace = traceOf(parent);
      const from = before(trace, stage);
      last.delete(trace);
      last.set(trace, { stage, at });
      const [oldest] = last.keys();
      if (last.size > REMEMBERED && oldest !== undefined) last.delete(oldest);
      const step = {
        trace,
        from: from.stage,
        to: stage,
        at,
        ms: from.at === undefined ? undefined : Math.max(0, at - from.at),
      };
      steps.push(step);
      if (steps.length > SHOWN) steps.shift();
      return step;
    },
  };
}

/** `00-<trace>-<span>-<flags>` (w3.org/TR/trace-context): the spans differ from service to service. */
const traceOf = (parent: string): string => parent.split('-')[1] ?? parent;
