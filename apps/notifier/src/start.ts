import { type Parts, type ReportHop, type Running, startLaneApp, withHops, withTelemetry } from '#boot';
import type { Config } from '#config';
import { systemClock } from '#lane';
import type { Desks } from '#plugins';
import type { Logger } from '#telemetry';
import { deliveries } from './lane.js';
import { NotifierModule } from './notifier.module.js';
import { newestVersions } from './work/newest-versions.js';
import { createRates } from './work/rates/create-rates.js';
import { memorySpacing } from './work/rates/memory-spacing.js';
import { redisSpacing } from './work/rates/redis-spacing.js';

export type RunningNotifier = Running & {
  /** How many messages may have come twice since the start: sent again after an answer that was lost. */
  mayHaveDoubled(): number;
};

/** Starts the notifier. Its rates are shared by all notifiers through Redis, where there is one. */
export async function startNotifier(
  config: Config,
  desks: Desks,
  parts: Parts,
  logger: Logger,
  onFailure: (error: Error) => void,
  report?: ReportHop,
): Promise<RunningNotifier> {
  const { kafkaBrokers, redisUrl, redisPrefix } = config;
  const shared = kafkaBrokers && redisUrl ? redisSpacing(redisUrl, redisPrefix) : undefined;
  const rates = createRates({ clock: systemClock, random: Math.random, own: memorySpacing(systemClock), shared });
  const newest = newestVersions();
  const context = { desks: desks.all, reads: parts.reads, clock: systemClock, logger, rates, newest };
  let doubled = 0;
  const running = await startLaneApp(
    {
      module: NotifierModule.with(
        withHops(withTelemetry(deliveries(context), parts.telemetry), report, { taken: 'notifier', done: 'chat' }),
      ),
      topic: 'deliveries',
      handlerFile: 'apps/notifier/src/notifier.module.ts',
      mayDouble({ id, kind, lastError: error }) {
        doubled += 1;
        const facts = { work: id, kind, doubled, error };
        logger.warn(facts, 'A sending whose answer was lost goes out again; it may come twice.');
      },
    },
    parts,
    logger,
    onFailure,
  );
  return {
    notReady: running.notReady,
    mayHaveDoubled: () => doubled,
    async close() {
      await running.close();
      shared?.close();
    },
  };
}
