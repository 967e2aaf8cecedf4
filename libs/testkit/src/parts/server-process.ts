import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type ServerCommand = {
  name: string;
  command: string;
  args: readonly string[];
  /** A line of its output that says it serves. */
  ready: RegExp;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** Default 60 s. */
  readyWithinMs?: number;
  /** What it is asked to end with. Default SIGTERM. */
  endSignal?: NodeJS.Signals;
};

export type ServerProcess = {
  /** Another one after `restart`. */
  pid(): number;
  /** Asks with `signal`, insists with SIGKILL after 5 s. Safe to call twice. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Stops it, if it runs, and starts it as before; resolves once it serves. */
  restart(): Promise<void>;
};

const LINES_KEPT = 40;

/** Starts a server and resolves once it says that it serves; rejects with its last lines if it ends or stays silent. */
export async function startServer(server: ServerCommand): Promise<ServerProcess> {
  let child = await launch(server);
  const end = (signal = server.endSignal) => stop(child, signal);
  return {
    pid: () => child.pid ?? -1,
    stop: end,
    async restart() {
      await end();
      child = await launch(server);
    },
  };
}

async function launch(server: ServerCommand): Promise<ChildProcess> {
  const { name, command, args, cwd, env, uid, gid } = server;
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    ...(cwd !== undefined && { cwd }),
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
  });
  try {
    await untilReady(child, server.ready, server.readyWithinMs ?? 60_000);
  } catch (error) {
    await stop(child, 'SIGKILL');
    throw new Error(`${name} did not start: ${(error as Error).message}`, { cause: error });
  }
  return child;
}

function untilReady(child: ChildProcess, ready: RegExp, withinMs: number): Promise<void> {
  const last: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error([why, ...last].join('\n  ')));
    const timer = setTimeout(() => fail(`not ready after ${withinMs} ms`), withinMs);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => fail(`ended with ${signal ?? code}`));
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on('line', (line) => {
        last.push(line);
        if (last.length > LINES_KEPT) last.shift();
        if (!ready.test(line)) return;
        clearTimeout(timer);
        resolve();
      });
    }
  });
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM') {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  // A part that a test has stopped with SIGSTOP hears nothing else before this.
  child.kill('SIGCONT');
  child.kill(signal);
  const insist = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(insist);
}
