import { openParts, type Parts, runProcess, type Running, serveHealth } from '#boot';
import { type Config, readConfig } from '#config';
import { startGateway } from '#apps/gateway';
import { startNotifier } from '#apps/notifier';
import { startSessionAggregator } from '#apps/session-aggregator';
import { startTrackerAdapter } from '#apps/tracker-adapter';
import { type Desks, messengers, openDesks, trackers } from '#plugins';
import { createLogger, type Logger } from '#telemetry';
import type { Service } from './main.js';

type Start = (
  config: Config,
  desks: Desks,
  parts: Parts,
  logger: Logger,
  onFailure: (error: Error) => void,
) => Promise<Running>;

const CONSUMERS: Readonly<Record<Exclude<Service, 'gateway'>, Start>> = {
  'session-aggregator': startSessionAggregator,
  'tracker-adapter': (_config, desks, parts, logger, onFailure) => startTrackerAdapter(desks, parts, logger, onFailure),
  notifier: startNotifier,
};

/** Runs one service of a cluster until it is asked to end, or can consume no more. */
export async function startService(service: Service): Promise<void> {
  const config = readConfig(process.env, { trackers, messengers });
  const logger = createLogger(service, config.logLevel);
  const parts = await openParts(config, logger);
  const desks = openDesks(config);
  let running: Running | undefined;
  let health: { close(): Promise<void> } | undefined;
  const control = runProcess(logger, async () => {
    await running?.close();
    await health?.close();
    await desks.close();
    await parts.close();
  });
  const notReady = () => running?.notReady() ?? (running ? undefined : 'starting');
  if (service === 'gateway') {
    running = await startGateway(config, desks, parts, logger, () => undefined);
  } else {
    running = await CONSUMERS[service](config, desks, parts, logger, () => control.fail());
    health = await serveHealth(config.port, notReady);
  }
  logger.info({ port: config.port }, 'Ready.');
}
