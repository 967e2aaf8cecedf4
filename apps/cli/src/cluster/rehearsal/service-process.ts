import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from '#testkit';

const PROGRAM = join(import.meta.dirname, '..', '..', '..', '..', '..', 'bin', 'relaydesk.mjs');
/** Pino's number for `error`. */
const ERROR = 50;
/** A busy machine starts several at once. */
const READY = { within: 60_000, every: 100 };

export type Ended = { code: number | null; output: string };

/** One `relaydesk start <service>` as a process of its own. Ended by its pid only. */
export type ServiceProcess = {
  service: string;
  pid: number;
  url: string;
  /** Resolves once it says so itself. */
  ready(): Promise<void>;
  /** What it wrote so far, stdout and stderr. */
  output(): string;
  /** Log lines of level error or worse. */
  errors(): string[];
  /** As kill -9. */
  kill(): Promise<void>;
  /** SIGSTOP: it does nothing and hears nothing, its connections stay open. */
  freeze(): void;
  thaw(): void;
  /** SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>;
};

/** Nothing of the environment of who runs the tests may configure what is tested. */
const environment = (config: string, more: Record<string, string> = {}) => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  RELAYDESK_CONFIG: config,
  ...more,
});

/** Runs one command of `relaydesk` to its end. */
export async function runToEnd(args: readonly string[], config: string, more?: Record<string, string>): Promise<Ended> {
  const { child, lines } = run(args, environment(config, more));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: lines.join('\n') };
}

/** Starts a service; whether it comes up is for `ready` to say. */
export function startProcess(service: string, config: string, port: number): ServiceProcess {
  const { child, lines } = run(['start', service], environment(config, { PORT: String(port) }));
  const url = `http://127.0.0.1:${port}`;
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal: NodeJS.Signals) => {
    if (!hasEnded()) child.kill(signal);
    return (await ended)[0];
  };
  return {
    service,
    pid: child.pid ?? -1,
    url,
    async ready() {
      await until(async () => hasEnded() || (await fetch(`${url}/health/ready`)).ok, READY);
      if (hasEnded()) throw new Error(`${service} ended before it was ready:\n${lines.join('\n')}`);
    },
    output: () => lines.join('\n'),
    errors: () => lines.filter(isError),
    kill: async () => void (await end('SIGKILL')),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: () => end('SIGTERM'),
  };
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): { child: ChildProcess; lines: string[] } {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', (line) => lines.push(line));
  return { child, lines };
}

function isError(line: string): boolean {
  if (!line.startsWith('{')) return line.trim() !== '';
  return (JSON.parse(line) as { level: number }).level >= ERROR;
}
