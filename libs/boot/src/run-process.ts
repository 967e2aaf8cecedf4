import { type Clock, systemClock } from '#lane';
import { errorFacts, type Logger } from '#telemetry';

/** A process that has not ended by then, after it has drained, is ended. */
const END_WITHIN_MS = 20_000;
/** Ctrl-C reaches a whole process group, and parents pass it on: so close together it is one wish. */
const SAME_WISH_MS = 1_000;

/** What of `process` this needs. */
export type Host = { on(event: 'SIGTERM' | 'SIGINT', then: () => void): unknown; exit(code: number): void };

/**
 * Ends the process cleanly: on SIGTERM or SIGINT `close` is called once and the process exits 0; after `fail`, 1. A second
 * signal, a second later or more, ends it at once; a failure while it ends changes nothing. `drainMs`: for so long `close`
 * goes on answering before it ends anything.
 */
export function runProcess(
  logger: Logger,
  close: () => Promise<void>,
  { drainMs = 0, host = process, clock = systemClock }: { drainMs?: number; host?: Host; clock?: Clock } = {},
) {
  let endingSince: number | undefined;

  function end(code: number): void {
    if (endingSince !== undefined) return;
    endingSince = clock.monotonic();
    clock.after(drainMs + END_WITHIN_MS, () => host.exit(1));
    close().then(
      () => host.exit(code),
      (error) => {
        logger.error(errorFacts(error), 'Closing failed.');
        host.exit(1);
      },
    );
  }

  function asked(): void {
    if (endingSince !== undefined && clock.monotonic() - endingSince >= SAME_WISH_MS) host.exit(1);
    end(0);
  }

  host.on('SIGTERM', asked);
  host.on('SIGINT', asked);
  return { end, fail: () => end(1) };
}
