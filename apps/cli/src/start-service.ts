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
  'tracker-adapter': startTrackerAdapter,
  notifier: startNotifier,
};

/** Runs one service of a cluster until it is asked to end, or can consume no more. */
export async function startService(service: Service): Promise<void> {
  const config = readConfig(process.env, { trackers, messengers });
  const logger = createLogger(service, config.logLevel);
  const desks = openDesks(config);
  const open: { parts?: Parts; running?: Running } = {};
  const notReady = () => (open.running ? open.running.notReady() : 'starting');
  // Probes are answered from the first moment, also while it waits for its parts.
  const health = await serveHealth(config.port, notReady);
  const control = runProcess(logger, async () => {
    await open.running?.close();
    await health.close();
    await desks.close();
    await open.parts?.close();
  });
  const parts = (open.parts = await openParts(config, logger));
  if (service === 'gateway') {
    await health.close();
    open.running = await startGateway(config, desks, parts, logger, () => undefined);
  } else {
    open.running = await CONSUMERS[service](config, desks, parts, logger, () => control.fail());
  }
  logger.info({ port: config.port }, 'Ready.');
}
