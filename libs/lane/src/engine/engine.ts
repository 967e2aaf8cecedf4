import type { TopicName } from '#contracts';
import { errorFacts, type Logger } from '#telemetry';
import { type Clock, untilBeat } from '../clock.js';
import type { Lease } from '../lease/lease.js';
import type { LaneNumber, Log, Subscription } from '../log/log.js';
import type { LaneService } from '../service.js';
import type { LaneChange, LaneStore, Work } from '../store/store.js';
import { createEndpoints } from '../work/endpoints.js';
import { createSent } from '../work/sent.js';
import { createHeldLanes } from './held-lanes.js';
import { GROUP_SILENCE_MS } from './take-lane.js';

const RENEW_MS = 1_000;
/** A log that takes nothing of a lane for longer (ms) has more than a broker that falls. */
const LOG_DEAF_MS = 30_000;

export type EngineOptions<T extends TopicName, R, S, C> = {
  service: LaneService<T, R, S, C>;
  log: Log;
  /** Consumer group: one per service. */
  group: string;
  /** Goes with the Kafka log; on one machine the lane row is enough. */
  lease?: Lease | undefined;
  store: LaneStore<R, S>;
  clock: Clock;
  random: () => number;
  logger: Logger;
  /** Names this process among those that may hold a lane. */
  holder: string;
  inboxKeepsMs: number;
  observe?: {
    committed?: (lane: LaneNumber, change: LaneChange<S>) => void;
    mayDouble?: (lane: LaneNumber, work: Work) => void;
  };
};

/**
 * One service's lanes on this node: takes the lanes the group assigns, keeps them while it is heard, lets them go when they
 * are revoked. Health is true: an engine that cannot consume says so.
 */
export function createEngine<T extends TopicName, R, S, C>(options: EngineOptions<T, R, S, C>) {
  const { service, clock, logger } = options;
  const { topic, worker } = service;
  const endpoints = createEndpoints({ cap: (endpoint) => worker?.cap(endpoint) ?? 0, clock, random: options.random });
  const lanes = createHeldLanes({ ...options, endpoints, sent: createSent() }, fail);
  let subscription: Subscription | undefined;
  let starting: Promise<unknown> | undefined;
  let failure: Error | undefined;
  let failed: (error: Error) => void = () => undefined;
  let stopping = false;
  let cancelRenew: (() => void) | undefined;

  /** What cannot be consumed here goes to another node: every lane is let go at once. */
  function fail(error: Error): void {
    if (failure || stopping) return;
    failure = error;
    logger.error({ topic, ...errorFacts(error) }, 'The engine stops: nothing is consumed any more.');
    cancelRenew?.();
    void lanes.leaveAll(0).then(() => subscription?.stop(0));
    failed(error);
  }

  function assigned(to: readonly LaneNumber[], by: Subscription): void {
    subscription = by;
    lanes.assign(stopping || failure ? [] : to, by);
  }

  const silentMs = () => (subscription ? clock.monotonic() - subscription.lastHeartbeat() : Infinity);

  function renew(): void {
    // All engines of a process at once, so that one statement does for their lanes.
    cancelRenew = clock.after(untilBeat(clock, RENEW_MS), renew);
    if (silentMs() <= GROUP_SILENCE_MS) lanes.renew();
  }

  return {
    /** Joins the group. `onFailure` is told once when nothing can be consumed any more. */
    async start(onFailure: (error: Error) => void): Promise<void> {
      failed = onFailure;
      const { batch, fetched } = lanes;
      const events = { assigned, batch, fetched, failed: fail };
      starting = options.log.subscribe(topic, options.group, events).then((joined) => (subscription = joined));
      await starting;
      if (!stopping && !failure) renew();
    },
    /** Stops taking in, finishes what is under way, lets every lane go and leaves the group. */
    async stop(deadlineMs: number): Promise<void> {
      const began = clock.monotonic();
      stopping = true;
      await lanes.leaveAll(deadlineMs);
      cancelRenew?.();
      endpoints.end();
      // One that is stopped while it joins leaves as soon as it has joined.
      const left = () => subscription?.stop(Math.max(0, deadlineMs - (clock.monotonic() - began)));
      if (subscription) await left();
      else void starting?.then(left, () => undefined);
    },
    /** Why this engine is not ready, or nothing. */
    notReady(): string | undefined {
      if (failure) return `${topic}: ${failure.message}`;
      if (!subscription) return `${topic}: not joined yet`;
      const silent = silentMs();
      if (silent > 2 * GROUP_SILENCE_MS) return `${topic}: no word from the group for ${Math.round(silent / 1_000)} s`;
      for (const { lane, deafMs = 0 } of lanes.list())
        if (deafMs > LOG_DEAF_MS)
          return `${topic}: the log has taken nothing of lane ${lane} for ${Math.round(deafMs / 1_000)} s`;
      return undefined;
    },
    lanes: lanes.list,
    endpoints: endpoints.standings,
  };
}

export type Engine = ReturnType<typeof createEngine>;
