import { Redis } from 'ioredis';
import { type Parts, type ReportHop, type Running, startLaneApp } from '#boot';
import type { Config } from '#config';
import { systemClock } from '#lane';
import type { Desks } from '#plugins';
import type { Logger } from '#telemetry';
import { NotifierModule } from './notifier.module.js';
import { createRates } from './work/rates.js';

const DAYS = 7;

/** Starts the notifier. Its rate buckets are shared through Redis where there is one. */
export async function startNotifier(
  config: Config,
  desks: Desks,
  parts: Parts,
  logger: Logger,
  onFailure: (error: Error) => void,
  report?: ReportHop,
): Promise<Running> {
  const redis =
    config.redisUrl && config.kafkaBrokers ? new Redis(config.redisUrl, { maxRetriesPerRequest: 1 }) : undefined;
  // Without Redis each notifier keeps its own buckets; the connection comes back by itself.
  redis?.on('error', () => undefined);
  const rates = createRates(redis && { redis, prefix: config.redisPrefix });
  const context = { desks: desks.all, reads: parts.reads, clock: systemClock, logger, rates };
  const running = await startLaneApp(
    {
      module: NotifierModule.with(context, report),
      topic: 'deliveries',
      handlerFile: 'apps/notifier/src/notifier.module.ts',
      giveUpAfterDays: DAYS,
    },
    parts,
    logger,
    onFailure,
  );
  return {
    notReady: running.notReady,
    async close() {
      await running.close();
      redis?.disconnect();
    },
  };
}
