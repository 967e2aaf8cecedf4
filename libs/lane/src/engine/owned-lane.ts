import type { TopicName } from '#contracts';
import { errorFacts } from '#telemetry';
import type { LogBatch, Offset, Subscription } from '../log/log.js';
import { OwnershipLost, type Ownership } from '../store/store.js';
import type { Endpoints } from '../work/endpoints.js';
import type { Sent } from '../work/sent.js';
import { createWorkLane, type WorkLane } from '../work/work-lane.js';
import { goneBack } from './again.js';
import type { EngineOptions } from './engine.js';
import { createFireWindows } from './fire-windows.js';
import { createGiveUpRecord } from './give-up-record.js';
import { createIntake } from './intake.js';
import { createPublisher } from './publisher.js';
import { createValve, lookUpLoad, publishingLoad } from './valve.js';
import { createWindows } from './windows.js';
import { within } from '../within.js';
import { type Committed, createWriter } from './writer.js';

/** After its deadline a lane tries so long to say that nobody holds it. */
const GOODBYE_MS = 1_000;

/** What a lane shares with the other lanes of its engine. */
export type Shared<T extends TopicName, R, S, C> = EngineOptions<T, R, S, C> & { endpoints: Endpoints; sent: Sent };

/**
 * One lane while we own it: recovered, taking in, firing windows, publishing and working until it is let go or lost. Throws
 * where it cannot be recovered; nothing of it goes on then. It may be lost (`isOver`) before anyone has it.
 */
export async function openLane<T extends TopicName, R, S, C>(
  options: Shared<T, R, S, C>,
  own: Ownership,
  subscription: Subscription,
  events: { lost: () => void; fault: (error: Error) => void; roomAgain: () => void },
) {
  const { service, store, clock, logger } = options;
  let offset: Offset = 0;
  let againBefore = 0;
  let over: Error | undefined;
  let taking: Promise<void> | undefined;
  let renewing: Promise<void> | undefined;

  const writer = createWriter({ store, own, clock, log: logger, lost: drop, committed });
  const publisher = createPublisher({
    log: options.log,
    clock,
    logger,
    owned: writer.owned,
    acknowledged(ids) {
      void writer.writeAlong({ published: ids }).catch(unlessLost);
      publishing.turn();
    },
    tooLarge: createGiveUpRecord({ service, own, writer, clock, logger }),
    failed: unlessLost,
  });
  /** Shut, nothing begins that would bring more to publish. */
  const publishing = createValve({
    load: () => publishingLoad(publisher.waiting()),
    opened() {
      work?.goOn();
      roomAgain();
    },
  });
  const lookUps = createValve({ load: () => lookUpLoad(work?.lookUps() ?? 0), opened: roomAgain });
  const fireWindows = createFireWindows({ service, own, writer, clock, againBefore: () => againBefore });
  const windows = createWindows({
    lane: own.lane,
    clock,
    subscription,
    read: (after, most, found) => writer.step(async (tx) => (found(await tx.due(after, most)), {})).catch(unlessLost),
    fire: (keys) => fireWindows(keys).catch(unlessLost),
    mayFire: () => !publishing.isShut(),
    offset: () => offset,
  });
  const work: WorkLane<R, S> | undefined =
    service.worker &&
    createWorkLane({
      ...options,
      reads: store.side,
      worker: service.worker,
      own,
      writer,
      againBefore: () => againBefore,
      mayBegin: () => !publishing.isShut(),
      ended: () => lookUps.turn(),
      mayDouble: (of) => options.observe?.mayDouble?.(own.lane, of),
      fault: unlessLost,
    });
  const intake = createIntake({
    service,
    own,
    writer,
    logger,
    clock,
    inboxKeepsMs: options.inboxKeepsMs,
    againBefore: () => againBefore,
    answer: (answers) => work?.answer(answers) ?? [],
    answered: (changes) => work?.answered(changes),
    isFull,
  });

  function isFull(): boolean {
    return publishing.isShut() || lookUps.isShut();
  }

  function roomAgain(): void {
    if (!over && !isFull()) events.roomAgain();
  }

  function committed({ change, seqs }: Committed<S>): void {
    windows.follow(change.states ?? []);
    publisher.push(change.publish ?? []);
    publishing.turn();
    work?.admit(change.newWork ?? [], seqs);
    lookUps.turn();
    options.observe?.committed?.(own.lane, change);
  }

  function drop(): void {
    if (over) return;
    end();
    events.lost();
  }

  function end(): void {
    over ??= new OwnershipLost(`Lane ${own.lane} of ${own.topic} is not ours any more.`);
    writer.end(over);
    windows.end();
    publisher.end();
    work?.end();
  }

  function unlessLost(error: Error): void {
    if (error instanceof OwnershipLost || over) return;
    logger.error({ lane: own.lane, topic: own.topic, ...errorFacts(error) }, 'A lane stops.');
    events.fault(error);
  }

  async function recover(): Promise<void> {
    const recovered = await store.recover(own);
    offset = recovered.offset;
    writer.begin(recovered.serial);
    writer.catchUp();
    const back = await goneBack({ own, subscription, now: clock.now(), logger }, recovered);
    if (back) await writer.write({ goneBack: back });
    againBefore = back?.againBefore ?? recovered.againBefore;
    publisher.push(recovered.outbox);
    publishing.turn();
    windows.begin();
    await work?.recover(recovered);
  }

  /** What is under way ends and is committed; what that brings about is published. */
  async function finish(): Promise<void> {
    await taking;
    await work?.drain();
    await writer.idle();
    await publisher.idle();
    await writer.idle();
  }

  async function beat(): Promise<void> {
    const leased = options.lease?.renew(own.topic, own.lane);
    try {
      await store.heartbeat(own);
    } catch (error) {
      if (error instanceof OwnershipLost) drop();
    }
    await leased;
    renewing = undefined;
  }

  async function clearHolder(): Promise<void> {
    await store
      .letGo(own)
      .catch((error) => logger.warn({ lane: own.lane, ...errorFacts(error) }, 'A lane was not let go.'));
  }

  try {
    await recover();
  } catch (error) {
    end();
    await within(clock, GOODBYE_MS, clearHolder());
    throw error;
  }

  return {
    own,
    offset: () => offset,
    isOver: () => over !== undefined,
    isTakingIn: () => taking !== undefined,
    /** It takes in nothing for now; `roomAgain` says when it does. */
    isFull,
    fetched: windows.fetched,
    /** Resolves once the batch is committed, or as much of it as there is room for; rejects where the lane was lost meanwhile or must stop. */
    take(batch: LogBatch): Promise<void> {
      const done = intake.take(batch).then((next) => {
        offset = next;
        batch.resolve(next);
      });
      const settled = done.catch(() => undefined).finally(() => (taking = undefined));
      taking = settled;
      return done;
    },
    /** Renews the row's heartbeat and the lane's lease, one at a time. */
    renew(): void {
      if (over) return;
      renewing ??= beat();
    },
    /** Finishes what is under way within the deadline, commits it, and gives the lane away. */
    async letGo(deadlineMs: number): Promise<void> {
      windows.end();
      await within(clock, deadlineMs, finish());
      if (over) return;
      end();
      await within(clock, GOODBYE_MS, Promise.all([clearHolder(), renewing]));
    },
    /** Breaks everything off, and says so where it can. */
    async abandon(): Promise<void> {
      end();
      await within(clock, GOODBYE_MS, Promise.all([clearHolder(), renewing]));
    },
    backlog: () => ({
      work: work?.held() ?? 0,
      parked: work?.parked() ?? 0,
      windows: windows.known(),
      unpublished: publisher.waiting().rows,
      deafMs: publisher.deafMs(),
    }),
  };
}

export type OwnedLane = Awaited<ReturnType<typeof openLane>>;
