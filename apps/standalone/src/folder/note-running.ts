import { rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VARIABLE_NAMES } from '#config';
import type { Environment } from '../settings.js';

/**
 * Notes what the services run with beside the environment that all were started in, for commands that are run in the same
 * folder (`apps/cli/src/read-configuration.ts`). Only the owner reads it; of what was given from outside, a real bot's token among
 * it, the names alone are in it. Returns what takes the note away.
 */
export async function noteRunning(folder: string, env: Environment, services: Environment): Promise<() => void> {
  const file = join(folder, 'running.json');
  const made = Object.entries(services).filter(([name, value]) => env[name] !== value);
  const given = VARIABLE_NAMES.filter((name) => env[name] && env[name] === services[name]);
  const note = { pid: process.pid, given, variables: Object.fromEntries(made) };
  await writeFile(`${file}.new`, JSON.stringify(note, undefined, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return () => rmSync(file, { force: true });
}
