import { type Parts, type ReportHop, type Running, startLaneApp, withHops, withTelemetry } from '#boot';
import type { Config } from '#config';
import { systemClock } from '#lane';
import type { Desks } from '#plugins';
import { createSeal, sealingKey } from '#seal';
import type { Logger } from '#telemetry';
import { followAll } from './follow-all.js';
import { trackerWork } from './lane.js';
import { TrackerAdapterModule } from './tracker-adapter.module.js';
import type { Context } from './work/context.js';
import { createDirectories } from './work/directories.js';
import { createServiceAccounts } from './work/service-accounts.js';

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
    },
    parts,
    logger,
    onFailure,
  );
  const following = new AbortController();
  void followAll(desks.all, { log: parts.log, clock: systemClock, logger }, following.signal);
  return {
    notReady: running.notReady,
    emptyCaches: () => directories.empty(),
    close() {
      following.abort();
      return running.close();
    },
  };
}
