import 'reflect-metadata';
import { drainMs } from '#apps/gateway';
import { NotThere, runProcess } from '#boot';
import { ConfigError, onOneMachine, readConfig } from '#config';
import { messengers, trackers } from '#plugins';
import { createLogger, errorFacts, startTelemetry } from '#telemetry';
import { startServices } from './start-services.js';

/** What the services tell the parent process, by Node's IPC. */
export type FromServices =
  | { type: 'ready'; url: string }
  | { type: 'hop'; trace: string; stage: string; at: number }
  | { type: 'not-ready'; why: string };
/** What the parent asks of them. */
export type ToServices = { type: 'empty-caches' };

const tell = (message: FromServices) => process.connected && process.send?.(message);

/** The four services as the child of `npm start`: ends when asked to, and when its parent is gone. */
async function main(): Promise<void> {
  const logger = createLogger('services', process.env['LOG_LEVEL'] ?? 'warn');
  const config = onOneMachine(readConfig(process.env, { trackers, messengers }));
  const telemetry = await startTelemetry('standalone', process.env, logger);
  const starting = startServices(
    config,
    logger,
    () => control.fail(),
    (hop) => tell({ type: 'hop', ...hop }),
    telemetry,
  );
  const close = async () => {
    await (await starting).close();
    await telemetry.close();
  };
  const control = runProcess(logger, close, { drainMs: drainMs(config) });
  process.on('disconnect', () => control.end(1));
  const services = await starting;
  process.on('message', (message: ToServices) => {
    if (message.type === 'empty-caches') services.emptyCaches();
  });
  tell({ type: 'ready', url: services.url });
}

main().catch((error) => {
  const why = error instanceof ConfigError || error instanceof NotThere ? error.message : errorFacts(error).error;
  tell({ type: 'not-ready', why });
  console.error(why);
  process.exit(1);
});
