import type { TopicName } from '#contracts';
import type { LaneNumber, LogBatch, Subscription } from '../log/log.js';
import { OwnershipLost } from '../store/store.js';
import { LaneFault } from './lane-fault.js';
import type { OwnedLane, Shared } from './owned-lane.js';
import { takeLane } from './take-lane.js';
import { within } from '../within.js';

const TAKE_AGAIN_MS = 500;
const REVOKED_DEADLINE_MS = 3_000;
/** A batch waits this long for the database, then the group must hear from us: it goes on being taken in without it. */
const BATCH_DEADLINE_MS = 4_000;
/** What could not be given back within this is given up: it lapses by itself. */
const GIVE_BACK_MS = 3_000;

type Slot =
  | { kind: 'taking'; cancel: () => Promise<void> }
  /** `held`: paused because it is full. */
  | { kind: 'open'; lane: OwnedLane; refused: number; held: boolean }
  | { kind: 'leaving'; lane: OwnedLane | undefined; gone: Promise<void> };

/** The lanes of one engine: taken as the group assigns them, kept across its generations, let go when they are revoked. */
export function createHeldLanes<T extends TopicName, R, S, C>(
  options: Shared<T, R, S, C>,
  fail: (error: Error) => void,
) {
  const { clock, logger, lease } = options;
  const { topic } = options.service;
  const slots = new Map<LaneNumber, Slot>();
  let assigned: ReadonlySet<LaneNumber> = new Set();
  let subscription: Subscription | undefined;
  let generation = 0;

  /** Called synchronously before the first fetch of a generation. */
  function assign(lanes: readonly LaneNumber[], to: Subscription): void {
    subscription = to;
    assigned = new Set(lanes);
    generation += 1;
    for (const lane of assigned) {
      const slot = slots.get(lane);
      if (slot?.kind === 'open') {
        slot.refused = 0;
        to.seek(lane, slot.lane.offset());
        continue;
      }
      to.pause(lane);
      if (!slot) take(lane);
    }
    for (const lane of slots.keys()) if (!assigned.has(lane)) void leave(lane, REVOKED_DEADLINE_MS);
  }

  function take(lane: LaneNumber): void {
    const to = subscription as Subscription;
    const { cancel } = takeLane(options, lane, to, {
      opened: (opened) => begin(lane, opened),
      lost: (nonce) => onLost(lane, nonce),
      roomAgain: () => readOn(lane),
      fault: fail,
    });
    slots.set(lane, { kind: 'taking', cancel });
  }

  function begin(lane: LaneNumber, opened: OwnedLane): void {
    slots.set(lane, { kind: 'open', lane: opened, refused: 0, held: true });
    if (!opened.isFull()) readOn(lane);
    logger.info({ topic, lane, epoch: opened.own.epoch, offset: opened.offset() }, 'A lane is ours.');
  }

  /** A lane that was held for being full is so no more. */
  function readOn(lane: LaneNumber): void {
    const slot = slots.get(lane);
    if (slot?.kind !== 'open' || !slot.held) return;
    slot.held = false;
    subscription?.seek(lane, slot.lane.offset());
    subscription?.resume(lane);
  }

  function hold(lane: LaneNumber, slot: Extract<Slot, { kind: 'open' }>): void {
    slot.held = true;
    subscription?.pause(lane);
  }

  /** Its row carries another's nonce: the lane is dropped, and taken again only if the group still says it is ours. */
  function onLost(lane: LaneNumber, nonce: string): void {
    const slot = slots.get(lane);
    if (slot?.kind !== 'open' || slot.lane.own.nonce !== nonce) return;
    logger.warn({ topic, lane }, 'A lane was taken over by another node.');
    subscription?.pause(lane);
    let cancelWait: () => void = () => undefined;
    const waited = new Promise<void>((resolve) => {
      const stop = clock.after(TAKE_AGAIN_MS, resolve);
      cancelWait = () => (stop(), resolve());
    });
    const waiting: Slot = { kind: 'taking', cancel: async () => cancelWait() };
    slots.set(lane, waiting);
    void waited.then(() => slots.get(lane) === waiting && take(lane));
  }

  function leave(lane: LaneNumber, deadlineMs: number): Promise<void> {
    const slot = slots.get(lane);
    if (!slot) return Promise.resolve();
    if (slot.kind === 'leaving') return slot.gone;
    const gone = go(lane, slot, deadlineMs).then(() => {
      slots.delete(lane);
      if (assigned.has(lane)) take(lane);
    });
    slots.set(lane, { kind: 'leaving', lane: slot.kind === 'open' ? slot.lane : undefined, gone });
    return gone;
  }

  async function go(lane: LaneNumber, slot: Exclude<Slot, { kind: 'leaving' }>, deadlineMs: number): Promise<void> {
    if (slot.kind === 'taking') return slot.cancel();
    await (deadlineMs > 0 ? slot.lane.letGo(deadlineMs) : slot.lane.abandon());
    await lease?.release(topic, lane);
  }

  async function batch(of: LogBatch): Promise<void> {
    const slot = slots.get(of.lane);
    if (slot?.kind !== 'open' || slot.lane.isTakingIn()) return;
    if (slot.lane.isFull()) return hold(of.lane, slot);
    if (of.first !== slot.lane.offset()) return refuse(of, slot);
    slot.refused = 0;
    const begun = generation;
    const taking = slot.lane.take(of).catch((error: Error) => onTakeFailed(of.lane, slot, error));
    const inTime = await within(clock, BATCH_DEADLINE_MS, taking);
    if (!inTime) subscription?.pause(of.lane);
    void taking.then(() => {
      if (slots.get(of.lane) !== slot) return;
      if (slot.lane.isFull()) return hold(of.lane, slot);
      const next = slot.lane.offset();
      // What was sought meanwhile lies before this batch; a lane that was full for a moment has left some of it.
      if (inTime && begun === generation && next === endOf(of)) return;
      subscription?.seek(of.lane, next);
      if (!inTime) subscription?.resume(of.lane);
    });
  }

  function onTakeFailed(lane: LaneNumber, slot: Slot, error: Error): void {
    if (slots.get(lane) === slot && !(error instanceof OwnershipLost)) fail(error);
  }

  /** The log and the lane row disagree: once may be a seek that was overtaken, twice is a fault. */
  function refuse(of: LogBatch, slot: Extract<Slot, { kind: 'open' }>): void {
    slot.refused += 1;
    const at = slot.lane.offset();
    if (slot.refused > 1)
      return fail(new LaneFault(`Lane ${of.lane} of ${topic} is at ${at}, its log at ${of.first}.`));
    subscription?.seek(of.lane, at);
  }

  return {
    assign,
    batch,
    fetched(lane: LaneNumber): void {
      const slot = slots.get(lane);
      if (slot?.kind === 'open') slot.lane.fetched();
    },
    /** Also those on their way out: until they are gone, nobody else may begin. */
    renew(): void {
      for (const slot of slots.values()) if (slot.kind !== 'taking') slot.lane?.renew();
    },
    /** Takes no lane any more and lets every one go; with 0, at once. Resolves soon after that, whatever a database still hangs in. */
    async leaveAll(deadlineMs: number): Promise<void> {
      for (const lane of assigned) subscription?.pause(lane);
      assigned = new Set();
      const gone = Promise.all([...slots.keys()].map((lane) => leave(lane, deadlineMs)));
      await within(clock, deadlineMs + GIVE_BACK_MS, gone);
    },
    list: () =>
      [...slots].map(([lane, slot]) => ({ lane, state: slot.kind, ...(slot.kind === 'open' && slot.lane.backlog()) })),
  };
}

const endOf = ({ first, records }: LogBatch) => (records.at(-1)?.offset ?? first - 1) + 1;

export type HeldLanes = ReturnType<typeof createHeldLanes>;
