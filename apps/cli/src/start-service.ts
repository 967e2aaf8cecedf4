import { openParts, type Parts, runProcess, type Running, serveHealth, watchCredentials } from '#boot';
import { type Config, readConfig } from '#config';
import { drainMs, startGateway } from '#apps/gateway';
import { startNotifier } from '#apps/notifier';
import { startSessionAggregator } from '#apps/session-aggregator';
import { startTrackerAdapter } from '#apps/tracker-adapter';
import { systemClock } from '#lane';
import {
  channelCredentials,
  type Credential,
  type Desks,
  messengers,
  openDesks,
  trackerCredentials,
  trackers,
} from '#plugins';
import { createLogger, errorFacts, type Logger, startTelemetry } from '#telemetry';
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

/** The credentials a service works with. */
const CREDENTIALS: Readonly<Record<Service, (desks: Desks) => readonly Credential[]>> = {
  gateway: ({ all }) => channelCredentials(all.values()),
  'session-aggregator': () => [],
  'tracker-adapter': ({ all }) => trackerCredentials(all.values()),
  notifier: ({ all }) => channelCredentials(all.values()),
};

/** Runs one service of a cluster until it is asked to end, or can consume no more. */
export async function startService(service: Service): Promise<void> {
  const config = readConfig(process.env, { trackers, messengers });
  const logger = createLogger(service, config.logLevel);
  const telemetry = await startTelemetry(service, process.env, logger);
  const desks = openDesks(config);
  const open: { parts?: Parts; running?: Running; waitsFor?: string | undefined } = {};
  const credentials = watchCredentials(CREDENTIALS[service](desks), { logger, clock: systemClock });
  const starting = () => (open.waitsFor === undefined ? 'starting' : `starting: ${open.waitsFor}`);
  const notReady = () => (open.running ? (open.running.notReady() ?? credentials.notReady()) : starting());
  // Probes are answered from the first moment, also while it waits for its parts.
  const health = await serveHealth(config.port, { notReady, refused: credentials.refused });
  const close = async () => {
    credentials.close();
    await open.running?.close();
    await health.close();
    await desks.close();
    await open.parts?.close();
    await telemetry.close();
  };
  const control = runProcess(logger, close, service === 'gateway' ? { drainMs: drainMs(config) } : {});
  const waits = (sentence: string | undefined) => void (open.waitsFor = sentence);
  const unusable = (error: unknown) => {
    logger.error(errorFacts(error), 'Postgres cannot be used.');
    control.fail();
  };
  // What comes in goes to the log: a gateway needs Postgres only for which of its channels it polls.
  const opening = service === 'gateway' ? { waits, unusable } : { waits };
  const parts = (open.parts = await openParts(config, logger, telemetry, opening));
  if (service === 'gateway') {
    await health.close();
    open.running = await startGateway(config, desks, parts, logger, credentials);
  } else {
    open.running = await CONSUMERS[service](config, desks, parts, logger, () => control.fail());
  }
  logger.info({ port: config.port }, 'Ready.');
}
