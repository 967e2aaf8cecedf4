import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { announce } from './announce.js';
import { freePort } from './free-port.js';
import type { Running, Treatment } from './part.js';

const run = promisify(execFile);
const COMPOSE = fileURLToPath(new URL('./docker-compose.yaml', import.meta.url));

/** Whether an engine with Compose answers; asked once. */
export const dockerAnswers = (() => {
  let answer: Promise<boolean> | undefined;
  return () =>
    (answer ??= Promise.all([run('docker', ['info']), run('docker', ['compose', 'version'])]).then(
      () => true,
      () => false,
    ));
})();

export type Container = {
  port: number;
  /** Runs a command inside; resolves with what it printed. */
  exec(...command: string[]): Promise<string>;
};

const COMMANDS: Partial<Record<Treatment, string>> = {
  pause: 'pause',
  resume: 'unpause',
  kill: 'kill',
  restart: 'restart',
};

/** Starts one service of `docker-compose.yaml` as a project of its own, and hands it to `part` once it is healthy. */
export async function startContainer<P>(
  service: 'kafka' | 'redis' | 'redmine',
  part: (container: Container) => P | Promise<P>,
): Promise<Running<P>> {
  const port = await freePort();
  const project = `relaydesk-${service}-${randomUUID().slice(0, 8)}`;
  const compose = async (...args: string[]) => {
    const env = { ...process.env, PORT: String(port) };
    return (await run('docker', ['compose', '-f', COMPOSE, '-p', project, ...args], { env })).stdout;
  };
  const stop = async () => void (await compose('down', '--volumes', '--timeout', '1'));
  announce(`starting ${service} in Docker (its image is fetched the first time).`);
  try {
    await compose('up', '--detach', '--wait', service);
    const exec = (...command: string[]) => compose('exec', '-T', service, ...command);
    return {
      part: await part({ port, exec }),
      async treat(treatment) {
        const command = COMMANDS[treatment];
        if (command === undefined) throw new Error(`there is no ${treatment} for a container`);
        await compose(command, service);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
