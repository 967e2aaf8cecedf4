import type { TopicName } from '#contracts';
import { errorFacts } from '#telemetry';
import type { LogBatch, Offset, Subscription } from '../log/log.js';
import type { LaneState, Ownership } from '../store/store.js';
import { OwnershipLost } from '../store/store.js';
import { createWorkLane, type WorkLane } from '../work/work-lane.js';
import type { EngineOptions } from './engine.js';
import { type Answer, createFold } from './fold.js';
import { brokenWindow, createIntake } from './intake.js';
import { merge } from './merge.js';
import { createPublisher } from './publisher.js';
import { createWindows } from './windows.js';
import { within } from './within.js';
import { type Committed, createWriter } from './writer.js';

/** One lane while we own it: recovered, taking in, firing windows, publishing and working until it is let go or lost. */
export async function openLane<T extends TopicName, R, S, C>(
  options: EngineOptions<T, R, S, C>,
  own: Ownership,
  subscription: Subscription,
  events: { lost: () => void; fault: (error: Error) => void },
) {
  const { service, store, clock, logger } = options;
  let offset: Offset = 0;
  let over = false;
  let taking: Promise<void> = Promise.resolve();
  let work: WorkLane<R, S> | undefined;

  const writer = createWriter({ store, own, clock, log: logger, lost: drop });
  const publisher = createPublisher({
    log: options.log,
    clock,
    logger,
    owned: writer.owned,
    acknowledged: (ids) => writer.write({ published: ids }).catch(unlessLost),
  });
  const windows = createWindows({ lane: own.lane, clock, subscription, fire, offset: () => offset });
  const intake = createIntake({
    service,
    own,
    writer,
    logger,
    now: () => clock.now(),
    inboxKeepsMs: options.inboxKeepsMs,
    answers: (answers) => answers.map((answer) => work?.answer(answer)).filter((change) => change !== undefined),
    committed,
  });

  function committed({ change, seqs }: Committed<S>, answers: readonly Answer[] = []): void {
    windows.follow(change.states ?? []);
    publisher.push(change.publish ?? []);
    work?.admit(change.newWork ?? [], seqs);
    for (const answer of answers) work?.answered(answer);
    options.observe?.committed?.(own.lane, change);
  }

  async function fire(keys: readonly string[]): Promise<void> {
    const now = clock.now();
    const run = writer.step(async (tx) => {
      const states = await tx.states(keys);
      const due = new Map([...states].filter(([, { dueAt }]) => dueAt !== undefined && dueAt <= now).map(stateOf));
      const fold = createFold(service, states, await service.load(tx.side, [], due));
      for (const key of due.keys()) fold.fire(key, now);
      const { change, brokenWindows } = fold.result();
      return merge([change, { dead: brokenWindows.map((key) => brokenWindow(own, key, now)) }]);
    });
    await run.then((done) => committed(done), unlessLost);
  }

  function drop(): void {
    if (over) return;
    end();
    events.lost();
  }

  function end(): void {
    over = true;
    writer.end(new OwnershipLost(`Lane ${own.lane} of ${own.topic} is not ours any more.`));
    windows.end();
    publisher.end();
    work?.end();
  }

  function unlessLost(error: Error): void {
    if (error instanceof OwnershipLost || over) return;
    logger.error({ lane: own.lane, topic: own.topic, ...errorFacts(error) }, 'A lane stops.');
    events.fault(error);
  }

  async function finish(): Promise<void> {
    await work?.drain();
    await writer.idle();
    await publisher.idle();
    await writer.idle();
  }

  if (service.worker) {
    work = createWorkLane({
      ...options,
      reads: store.side,
      worker: service.worker,
      own,
      writer,
      committed,
      mayDouble: (of) => options.observe?.mayDouble?.(own.lane, of),
      fault: unlessLost,
    });
  }
  const recovered = await store.recover(own);
  offset = recovered.offset;
  writer.begin(recovered.serial);
  publisher.push(recovered.outbox);
  windows.follow(recovered.due.map(({ key, dueAt }) => ({ key, state: undefined, dueAt })));
  await work?.recover(recovered.endpoints);

  return {
    own,
    offset: () => offset,
    /** Resolves when no batch is being taken in. */
    settled: () => taking,
    fetched: windows.fetched,
    /** Resolves once the batch is committed; rejects where the lane was lost meanwhile or must stop. */
    take(batch: LogBatch): Promise<void> {
      const done = intake.take(batch).then((next) => {
        offset = next;
        batch.resolve(next);
      });
      taking = done.catch(() => undefined);
      return done;
    },
    /** Renews the row's heartbeat. */
    async heartbeat(): Promise<void> {
      await store.heartbeat(own).catch((error) => (error instanceof OwnershipLost ? drop() : undefined));
    },
    /** Finishes what is under way within the deadline, commits it, and gives the lane away. */
    async letGo(deadlineMs: number): Promise<void> {
      windows.end();
      await within(clock, deadlineMs, finish());
      if (over) return;
      end();
      await store
        .letGo(own)
        .catch((error) => logger.warn({ lane: own.lane, ...errorFacts(error) }, 'A lane was not let go.'));
    },
    end,
    backlog: () => ({ work: work?.held() ?? 0, windows: windows.size(), unpublished: publisher.waiting() }),
  };
}

export type OwnedLane = Awaited<ReturnType<typeof openLane>>;

const stateOf = ([key, { state }]: [string, LaneState]): [string, unknown] => [key, state];
