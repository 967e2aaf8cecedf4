import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { until } from '#testkit';
import type { Processes } from './processes.js';

const RELAYDESK = fileURLToPath(new URL('../../bin/relaydesk.mjs', import.meta.url));
/** Ten thousand desks take their time on two cores. */
const READY_MS = 120_000;

export const SERVICES = ['gateway', 'session-aggregator', 'tracker-adapter', 'notifier'] as const;
export type Service = (typeof SERVICES)[number];

export type Launch = {
  processes: Processes;
  config: string;
  /** A folder for what the services log. */
  logs: string;
  /** Where each service writes a CPU profile when it ends. */
  profiles?: string | undefined;
  /** Beside what every command gets. */
  env?: NodeJS.ProcessEnv;
};

const environment = ({ config, env }: Launch, port = 0, more: NodeJS.ProcessEnv = {}) => ({
  ...process.env,
  ...env,
  ...more,
  RELAYDESK_CONFIG: config,
  PORT: String(port),
});

/** One of the product's own commands, as an operator gives it; rejects where it fails. */
export async function operate(launch: Launch, ...command: string[]): Promise<void> {
  const child = spawn(process.execPath, [RELAYDESK, ...command], {
    env: environment(launch),
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  launch.processes.add(command.join(' '), child);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`relaydesk ${command.join(' ')} ended with ${code}.`);
}

/** Tables and topics. */
export const migrate = (launch: Launch) => operate(launch, 'migrate');

/** `name`: among its like. `env`: beside what every service gets. */
type OneOfMany = { name?: string; env?: NodeJS.ProcessEnv };

/** Starts one service as an operator would; resolves with its pid once it says that it is ready. */
export async function startService(
  launch: Launch,
  service: Service,
  port: number,
  { name = service, env }: OneOfMany = {},
): Promise<number> {
  const profile = launch.profiles ? ['--cpu-prof', `--cpu-prof-dir=${launch.profiles}/${service}`] : [];
  const log = openSync(`${launch.logs}/${name}.log`, 'a');
  const child = spawn(process.execPath, [...profile, RELAYDESK, 'start', service], {
    env: environment(launch, port, env),
    stdio: ['ignore', 'ignore', log],
    detached: true,
  });
  closeSync(log);
  launch.processes.add(name, child);
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`${name} ended with ${code}: see ${launch.logs}.`)),
  );
  const ready = until(async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok, { within: READY_MS });
  await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  return child.pid ?? -1;
}
