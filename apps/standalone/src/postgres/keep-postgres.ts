import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Say } from '../say.js';
import { backOff, type Ended } from '../worker/back-off.js';
import type { Postmaster } from './postmaster-file.js';
import { gone, isAlive } from './survivor.js';

/** `ended` resolves once it has ended. */
export type RunningPostgres = Pick<Postmaster, 'pid' | 'port'> & { ended: Promise<unknown> };

export type KeptPostgres = {
  /** Rejects with `PostgresLost` once it has ended and cannot be started again; never resolves. */
  lost: Promise<never>;
  /** Sends everyone away, writes what is left and resolves when the process is gone. */
  stop(): Promise<void>;
  /** The same without waiting. */
  stopAtOnce(): void;
};

/** What everything stands on is gone: nothing can be promised from now on. */
export class PostgresLost extends Error {
  override readonly name = 'PostgresLost';
}

/** Processes that a killed one has left behind end by themselves, and until then no other can start beside them. */
const TRIES = 5;

/**
 * Watches over a Postgres that runs, and starts it again where it ends without having been asked to: at the port it had,
 * where everyone who has lost their connection looks for it.
 */
export function keepPostgres(
  first: RunningPostgres,
  start: (port: number) => Promise<RunningPostgres>,
  say: Say,
): KeptPostgres {
  const lost = Promise.withResolvers<never>();
  const stopping = new AbortController();
  const stopped = once(stopping.signal, 'abort');
  let running = first;
  const stopAtOnce = (): void => void (isAlive(running.pid) && process.kill(running.pid, 'SIGINT'));

  async function watch(): Promise<void> {
    let ended: Ended = { early: 0 };
    while (!stopping.signal.aborted) {
      const begun = Date.now();
      await Promise.race([running.ended, stopped]);
      if (stopping.signal.aborted) return;
      say('Postgres ended, and starts again with everything that was committed.');
      ended = await startAgain(backOff(ended, Date.now() - begun));
    }
  }

  async function startAgain(ended: Required<Ended>): Promise<Ended> {
    await pause(ended.waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    if (stopping.signal.aborted) return ended;
    try {
      running = await start(first.port);
      return ended;
    } catch (cause) {
      if (ended.early >= TRIES) throw new PostgresLost(`Postgres ended. ${(cause as Error).message}`, { cause });
      return startAgain(backOff(ended, 0));
    }
  }

  const watching = watch().catch(lost.reject);
  lost.promise.catch(() => undefined);
  return {
    lost: lost.promise,
    stopAtOnce,
    async stop() {
      stopping.abort();
      stopAtOnce();
      await watching;
      // It may just have been started again.
      stopAtOnce();
      await gone(running.pid);
    },
  };
}
