import { errorFacts, type Logger } from '#telemetry';

/** A process that has not ended by then is ended. */
const END_WITHIN_MS = 20_000;

/**
 * Ends the process cleanly: on SIGTERM or SIGINT `close` is called once and the process exits 0; after `fail`, 1. A second
 * signal ends it at once.
 */
export function runProcess(logger: Logger, close: () => Promise<void>) {
  let ending = false;

  function end(code: number): void {
    if (ending) process.exit(1);
    ending = true;
    setTimeout(() => process.exit(1), END_WITHIN_MS).unref();
    close().then(
      () => process.exit(code),
      (error) => {
        logger.error(errorFacts(error), 'Closing failed.');
        process.exit(1);
      },
    );
  }

  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));
  return { end, fail: () => end(1) };
}
