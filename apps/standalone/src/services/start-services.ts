import { explained, openParts, type ReportHop, type Running, watchCredentials } from '#boot';
import type { Config } from '#config';
import { startGateway } from '#apps/gateway';
import { startNotifier } from '#apps/notifier';
import { startSessionAggregator } from '#apps/session-aggregator';
import { startTrackerAdapter } from '#apps/tracker-adapter';
import { migrate } from '#correlation/schema';
import { systemClock } from '#lane';
import { channelCredentials, openDesks, trackerCredentials } from '#plugins';
import type { Logger, Telemetry } from '#telemetry';

/** The four services in one process, on one database. Consumers first, so that what the gateway takes in is at once read. */
export async function startServices(
  config: Config,
  logger: Logger,
  onFailure: (error: Error) => void,
  report: ReportHop,
  telemetry: Telemetry,
): Promise<Running & { url: string; emptyCaches(): void }> {
  await migrate(config.databaseUrl, { lanes: config.lanes }).catch((error) => {
    throw explained(config.databaseUrl, error);
  });
  const parts = await openParts(config, logger, telemetry);
  const desks = openDesks(config);
  const adapter = await startTrackerAdapter(config, desks, parts, logger, onFailure, report);
  const consumers: Running[] = [
    await startNotifier(config, desks, parts, logger, onFailure, report),
    adapter,
    await startSessionAggregator(config, desks, parts, logger, onFailure, report),
  ];
  const all = [...desks.all.values()];
  const credentials = watchCredentials([...channelCredentials(all), ...trackerCredentials(all)], {
    logger,
    clock: systemClock,
  });
  const notReady = () => [...consumers, credentials].map((part) => part.notReady()).find((why) => why !== undefined);
  const health = { notReady, refused: credentials.refused };
  const gateway = await startGateway(config, desks, parts, logger, health, report);
  return {
    url: gateway.url,
    notReady,
    emptyCaches: adapter.emptyCaches,
    async close() {
      credentials.close();
      await gateway.close();
      await Promise.all(consumers.map((service) => service.close()));
      await desks.close();
      await parts.close();
    },
  };
}
