import { rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../settings.js';

/**
 * Notes what the services run with beside the environment that all were started in, for commands that are run in the same
 * folder (`apps/cli/src/read-configuration.ts`). Only the owner reads it; what was given from outside, a real bot's token among
 * it, is not in it. Returns what takes the note away.
 */
export async function noteRunning(folder: string, env: Environment, services: Environment): Promise<() => void> {
  const file = join(folder, 'running.json');
  const made = Object.entries(services).filter(([name, value]) => env[name] !== value);
  const note = { pid: process.pid, variables: Object.fromEntries(made) };
  await writeFile(`${file}.new`, JSON.stringify(note, undefined, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return () => rmSync(file, { force: true });
}
