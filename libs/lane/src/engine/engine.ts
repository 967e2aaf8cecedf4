import type { TopicName } from '#contracts';
import { errorFacts, type Logger } from '#telemetry';
import type { Clock } from '../clock.js';
import type { Lease } from '../lease/lease.js';
import type { LaneNumber, Log, LogBatch, Subscription } from '../log/log.js';
import type { LaneService } from '../service.js';
import type { LaneChange, LaneStore, Work } from '../store/store.js';
import { openLane, type OwnedLane } from './owned-lane.js';
import { within } from './within.js';
import { LaneFault } from './writer.js';

/** A lane another node still holds is asked for again so often. */
const TAKE_AGAIN_MS = 500;
const RENEW_MS = 1_000;
/** Lease and heartbeat are renewed only while the group heard from us so recently. */
const GROUP_SILENCE_MS = 5_000;
const REVOKED_DEADLINE_MS = 3_000;
/** A batch waits this long for the database, then it is refused so that the group hears from us. */
const BATCH_DEADLINE_MS = 4_000;

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
  giveUpAfterMs: number;
  observe?: {
    committed?: (lane: LaneNumber, change: LaneChange<S>) => void;
    mayDouble?: (lane: LaneNumber, work: Work) => void;
  };
};

type Slot =
  | { kind: 'taking'; cancel: () => void }
  | { kind: 'open'; lane: OwnedLane; refused: number }
  | { kind: 'leaving'; gone: Promise<void> };

/**
 * One service's lanes on this node: takes the lanes the group assigns, keeps them while it is heard, lets them go when they
 * are revoked. Health is true: an engine that cannot consume says so.
 */
export function createEngine<T extends TopicName, R, S, C>(options: EngineOptions<T, R, S, C>) {
  const { service, clock, logger, lease, store } = options;
  const { topic } = service;
  const slots = new Map<LaneNumber, Slot>();
  let assigned = new Set<LaneNumber>();
  let subscription: Subscription | undefined;
  let failure: Error | undefined;
  let failed: (error: Error) => void = () => undefined;
  let stopping = false;
  let cancelRenew: (() => void) | undefined;

  function fail(error: Error): void {
    if (failure || stopping) return;
    failure = error;
    logger.error({ topic, ...errorFacts(error) }, 'The engine stops: nothing is consumed any more.');
    for (const slot of slots.values()) if (slot.kind === 'open') slot.lane.end();
    failed(error);
  }

  /** Called synchronously before the first fetch of a generation. */
  function onAssigned(lanes: readonly LaneNumber[], to: Subscription): void {
    subscription = to;
    assigned = new Set(stopping ? [] : lanes);
    for (const lane of assigned) {
      const slot = slots.get(lane);
      if (slot?.kind === 'open') {
        slot.refused = 0;
        subscription?.seek(lane, slot.lane.offset());
      } else {
        subscription?.pause(lane);
        if (!slot) take(lane);
      }
    }
    for (const [lane, slot] of slots) if (!assigned.has(lane)) leave(lane, slot, REVOKED_DEADLINE_MS);
  }

  function take(lane: LaneNumber): void {
    let cancelled = false;
    let cancelWait: (() => void) | undefined;
    const cancel = () => {
      cancelled = true;
      cancelWait?.();
    };
    const slot: Slot = { kind: 'taking', cancel };
    slots.set(lane, slot);
    const attempt = async (): Promise<void> => {
      const opened = await tryTake(lane).catch((error) => {
        logger.warn({ topic, lane, ...errorFacts(error) }, 'A lane could not be taken yet.');
        return undefined;
      });
      if (cancelled || slots.get(lane) !== slot) return opened?.letGo(0);
      if (opened) return begin(lane, opened);
      cancelWait = clock.after(TAKE_AGAIN_MS, () => void attempt());
    };
    void attempt();
  }

  async function tryTake(lane: LaneNumber): Promise<OwnedLane | undefined> {
    const leased = lease ? await lease.take(topic, lane) : 'unknown';
    if (leased === 'refused') return undefined;
    const taken = await store.take(topic, lane, { holder: options.holder, leaseHeld: leased === 'held' });
    if (taken.kind === 'held') return undefined;
    return openLane(options, taken.own, subscription as Subscription, {
      lost: () => onLost(lane, taken.own.nonce),
      fault: fail,
    });
  }

  function begin(lane: LaneNumber, opened: OwnedLane): void {
    slots.set(lane, { kind: 'open', lane: opened, refused: 0 });
    subscription?.seek(lane, opened.offset());
    subscription?.resume(lane);
    logger.info({ topic, lane, epoch: opened.own.epoch, offset: opened.offset() }, 'A lane is ours.');
  }

  /** Its row carries another's nonce: the lane is dropped, and taken again only if the group still says it is ours. */
  function onLost(lane: LaneNumber, nonce: string): void {
    const slot = slots.get(lane);
    if (slot?.kind !== 'open' || slot.lane.own.nonce !== nonce) return;
    logger.warn({ topic, lane }, 'A lane was taken over by another node.');
    slots.delete(lane);
    subscription?.pause(lane);
    if (assigned.has(lane) && !stopping)
      clock.after(TAKE_AGAIN_MS, () => assigned.has(lane) && !slots.has(lane) && take(lane));
  }

  function leave(lane: LaneNumber, slot: Slot, deadlineMs: number): Promise<void> {
    if (slot.kind === 'leaving') return slot.gone;
    if (slot.kind === 'taking') {
      slot.cancel();
      slots.delete(lane);
      return Promise.resolve();
    }
    const gone = slot.lane
      .letGo(deadlineMs)
      .then(() => lease?.release(topic, lane))
      .then(() => {
        slots.delete(lane);
        if (assigned.has(lane) && !stopping) take(lane);
      });
    slots.set(lane, { kind: 'leaving', gone });
    return gone;
  }

  async function onBatch(batch: LogBatch): Promise<void> {
    const slot = slots.get(batch.lane);
    if (slot?.kind !== 'open' || failure) return;
    const { lane } = slot;
    // A batch still being taken in when the group was formed anew moves the lane first.
    await within(clock, BATCH_DEADLINE_MS, lane.settled());
    if (slots.get(batch.lane) !== slot || failure) return;
    if (batch.first !== lane.offset()) return refuse(batch, slot);
    slot.refused = 0;
    const taking = lane.take(batch).catch((error: Error) => onTakeFailed(batch.lane, lane, error));
    if (await within(clock, BATCH_DEADLINE_MS, taking)) return;
    // The group must hear from us: the batch goes on being taken in without it.
    subscription?.pause(batch.lane);
    void taking.then(() => {
      if (slots.get(batch.lane) !== slot) return;
      subscription?.seek(batch.lane, lane.offset());
      subscription?.resume(batch.lane);
    });
  }

  function onTakeFailed(lane: LaneNumber, owned: OwnedLane, error: Error): void {
    const slot = slots.get(lane);
    if (slot?.kind !== 'open' || slot.lane !== owned) return;
    if (error.name !== 'OwnershipLost') fail(error);
  }

  /** The log and the lane row disagree: once may be a seek that was overtaken, twice is a fault. */
  function refuse(batch: LogBatch, slot: Extract<Slot, { kind: 'open' }>): void {
    slot.refused += 1;
    const at = slot.lane.offset();
    if (slot.refused > 1)
      return fail(new LaneFault(`Lane ${batch.lane} of ${topic} is at ${at}, its log at ${batch.first}.`));
    subscription?.seek(batch.lane, at);
  }

  function renew(): void {
    cancelRenew = clock.after(RENEW_MS, renew);
    if (!subscription || clock.monotonic() - subscription.lastHeartbeat() > GROUP_SILENCE_MS) return;
    for (const [lane, slot] of slots) {
      if (slot.kind !== 'open') continue;
      void lease?.renew(topic, lane);
      void slot.lane.heartbeat();
    }
  }

  return {
    /** Joins the group. `onFailure` is told once when nothing can be consumed any more. */
    async start(onFailure: (error: Error) => void): Promise<void> {
      failed = onFailure;
      subscription = await options.log.subscribe(topic, options.group, {
        assigned: onAssigned,
        batch: onBatch,
        fetched: (lane) => {
          const slot = slots.get(lane);
          if (slot?.kind === 'open') slot.lane.fetched();
        },
        failed: fail,
      });
      renew();
    },
    /** Stops taking in, finishes what is under way, lets every lane go and leaves the group. */
    async stop(deadlineMs: number): Promise<void> {
      stopping = true;
      cancelRenew?.();
      for (const lane of assigned) subscription?.pause(lane);
      await Promise.all([...slots].map(([lane, slot]) => leave(lane, slot, deadlineMs)));
      await subscription?.stop(deadlineMs);
    },
    /** Why this engine is not ready, or nothing. */
    notReady(): string | undefined {
      if (failure) return `${topic}: ${failure.message}`;
      if (!subscription) return `${topic}: not joined yet`;
      const silent = clock.monotonic() - subscription.lastHeartbeat();
      if (silent > 2 * GROUP_SILENCE_MS) return `${topic}: no word from the group for ${Math.round(silent / 1_000)} s`;
      return undefined;
    },
    lanes: () =>
      [...slots].map(([lane, slot]) => ({ lane, state: slot.kind, ...(slot.kind === 'open' && slot.lane.backlog()) })),
  };
}

export type Engine = ReturnType<typeof createEngine>;
