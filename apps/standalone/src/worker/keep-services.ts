import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CannotStart } from '../cannot-start.js';
import type { Say } from '../say.js';
import type { ServicesState } from '../protocol.js';
import { backOff, type Ended } from './back-off.js';
import { FromServices, type Hop } from './from-services.js';

export type Services = {
  readonly state: ServicesState;
  /** Resolves when they are ready for the first time; rejects with `CannotStart` if before that they say why they cannot be. */
  ready: Promise<void>;
  /** kill −9, as an SRE would not. They are started again. */
  kill(): void;
  emptyCaches(): void;
  /** Lets them write what they hold; those that do not end in time are killed. */
  stop(): Promise<void>;
};

export type ServicesOptions = {
  env: NodeJS.ProcessEnv;
  /** Where their log goes. */
  logFile: string;
  say: Say;
  onState(state: ServicesState): void;
  onHop(hop: Hop): void;
};

const MAIN = fileURLToPath(new URL('../services/main.js', import.meta.url));
const DRAIN_MS = 3_000;

/**
 * Keeps the four services running in one child process: starts it again when it ends, a little later each time it ends
 * early. It has a process group of its own, so that Ctrl-C reaches it only through us.
 */
export function keepServices({ env, logFile, say, onState, onHop }: ServicesOptions): Services {
  const log = openSync(logFile, 'w');
  const ready = Promise.withResolvers<void>();
  let state: ServicesState = 'starting';
  let child: ChildProcess;
  let ended: Ended = { early: 0 };
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let wasReady = false;

  const enter = (next: ServicesState): void => {
    state = next;
    onState(next);
  };
  const hear = (message: unknown): void => {
    const heard = FromServices.parse(message);
    if (heard.type === 'hop') onHop(heard);
    if (heard.type === 'not-ready') hearWhyNot(heard.why);
    if (heard.type !== 'ready') return;
    wasReady = true;
    enter('running');
    ready.resolve();
  };
  /** At the first start it is for the one who starts it; later it may pass by itself. */
  function hearWhyNot(why: string): void {
    if (wasReady) return say(`The services cannot start: ${why}`);
    stopping = true;
    ready.reject(new CannotStart(why));
  }
  const start = (): void => {
    const begun = Date.now();
    enter('starting');
    const execArgv = [...process.execArgv, '--enable-source-maps'];
    child = fork(MAIN, { env, detached: true, stdio: ['ignore', log, log, 'ipc'], execArgv });
    child.on('message', hear);
    child.on('exit', (code, signal) => {
      enter('down');
      if (stopping) return;
      ended = backOff(ended, Date.now() - begun);
      if (signal !== 'SIGKILL') say(`The services ended (${signal ?? code}) and start again; why is in ${logFile}.`);
      timer = setTimeout(start, ended.waitMs);
    });
  };
  start();

  return {
    get state() {
      return state;
    },
    ready: ready.promise,
    kill: () => void child.kill('SIGKILL'),
    emptyCaches: () => void (child.connected && child.send({ type: 'empty-caches' })),
    async stop() {
      stopping = true;
      clearTimeout(timer);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), DRAIN_MS);
      await gone;
      clearTimeout(insist);
    },
  };
}
