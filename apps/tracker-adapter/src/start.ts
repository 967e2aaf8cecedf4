import { type Parts, type ReportHop, type Running, startLaneApp, withHops, withTelemetry } from '#boot';
import type { Config } from '#config';
import { type DeskId, makeRecord, toBytes } from '#contracts';
import { laneOf, systemClock } from '#lane';
import type { Desk, Desks } from '#plugins';
import { createSeal, sealingKey } from '#seal';
import { errorFacts, type Logger } from '#telemetry';
import { trackerWork } from './lane.js';
import { TrackerAdapterModule } from './tracker-adapter.module.js';
import type { Context } from './work/context.js';
import { createDirectories } from './work/directories.js';
import { createServiceAccounts } from './work/service-accounts.js';

const SEND_WITHIN_MS = 2_000;
const AGAIN_MS = 1_000;

/** Starts the tracker-adapter, and has every desk's tracker followed. */
export async function startTrackerAdapter(
  config: Config,
  desks: Desks,
  parts: Parts,
  logger: Logger,
  onFailure: (error: Error) => void,
  report?: ReportHop,
): Promise<Running & { emptyCaches(): void }> {
  const directories = createDirectories(systemClock);
  const context: Context = {
    desks: desks.all,
    clock: systemClock,
    logger,
    reads: parts.reads,
    directories,
    serviceAccounts: createServiceAccounts(systemClock),
    seal: createSeal([config.secret, ...config.formerSecrets].map(sealingKey)),
  };
  const days = [...desks.all.values()].map((desk) => desk.config.options.giveUpAfterDays);
  const running = await startLaneApp(
    {
      module: TrackerAdapterModule.with(
        withHops(withTelemetry(trackerWork(context), parts.telemetry), report, {
          taken: 'tracker-adapter',
          done: 'tracker',
        }),
      ),
      topic: 'tracker-work',
      handlerFile: 'apps/tracker-adapter/src/tracker-adapter.module.ts',
      giveUpAfterDays: Math.max(...days),
    },
    parts,
    logger,
    onFailure,
  );
  const following = new AbortController();
  void followAll(desks, parts, logger, following.signal);
  return {
    notReady: running.notReady,
    emptyCaches: () => directories.empty(),
    close() {
      following.abort();
      return running.close();
    },
  };
}

/** Says of every desk that it is configured, until the log has it. It is the same record at every start. */
async function followAll(desks: Desks, { log }: Parts, logger: Logger, signal: AbortSignal): Promise<void> {
  let waiting = [...desks.all].map(([desk, { endpoint }]) => {
    const record = followRecord(desk, endpoint, Date.now());
    return { ...toBytes(record), id: record.id, topic: record.topic, lane: laneOf(record.key, log.lanes) };
  });
  while (waiting.length > 0 && !signal.aborted) {
    const sendBy = { wall: Date.now() + SEND_WITHIN_MS, monotonic: performance.now() + SEND_WITHIN_MS };
    const { acknowledged, error } = await log.publish(waiting, sendBy);
    waiting = waiting.filter(({ id }) => !acknowledged.has(id));
    if (waiting.length === 0) return;
    logger.warn(errorFacts(error), 'The log does not answer; desks are followed once it does.');
    await new Promise<void>((resolve) => systemClock.after(AGAIN_MS, resolve));
  }
}

/** The same at every start, as long as the desk has this tracker. */
function followRecord(desk: DeskId, tracker: Desk['endpoint'], at: number) {
  const causes = [desk, tracker];
  return makeRecord('tracker-work', 'follow.v1', {
    key: desk,
    at,
    causes,
    ordinal: 0,
    body: { desk, tracker },
    edge: true,
  });
}
