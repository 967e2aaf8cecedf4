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

/** Where a message may come from, the likeliest last; records of one message take several ways at once. */
const BEFORE: Readonly<Record<Stage, readonly [Stage, ...Stage[]]>> = {
  gateway: ['chat'],
  'session-aggregator': ['tracker-adapter', 'gateway'],
  'tracker-adapter': ['tracker', 'session-aggregator'],
  tracker: ['tracker-adapter'],
  notifier: ['session-aggregator', 'tracker-adapter'],
  chat: ['notifier'],
};

/** Makes steps with their times of the hops that the services tell; those of one message carry one trace. */
export function messageWays(): MessageWays {
  const seen = new Map<string, Map<Stage, number>>();
  const steps: Step[] = [];
  const begun: number[] = [];

  function placesOf(trace: string): Map<Stage, number> {
    const places = seen.get(trace) ?? new Map<Stage, number>();
    seen.delete(trace);
    seen.set(trace, places);
    const [oldest] = seen.keys();
    if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
    return places;
  }
  return {
    steps,
    begin: (at) => void begun.push(at),
    follow({ trace: parent, stage, at }) {
      const trace = traceOf(parent);
      const places = placesOf(trace);
      const began = stage === 'gateway' ? begun.shift() : undefined;
      if (began !== undefined) places.set('chat', began);
      const from = latest(BEFORE[stage], places);
      const left = places.get(from);
      places.set(stage, at);
      const step = { trace, from, to: stage, at, ms: left === undefined ? undefined : Math.max(0, at - left) };
      steps.push(step);
      if (steps.length > SHOWN) steps.shift();
      return step;
    },
  };
}

/** Of the places a message may have come from, the one it was seen at last. */
const latest = (candidates: readonly [Stage, ...Stage[]], places: ReadonlyMap<Stage, number>): Stage =>
  candidates.reduce((best, one) => ((places.get(one) ?? 0) >= (places.get(best) ?? 0) ? one : best));

/** `00-<trace>-<span>-<flags>` (w3.org/TR/trace-context): the spans differ from service to service. */
const traceOf = (parent: string): string => parent.split('-')[1] ?? parent;
