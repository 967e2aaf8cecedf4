import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type Config, type Environment, onOneMachine, readConfig } from '#config';
import { messengers, trackers } from '#plugins';

/** Where `npm start` keeps what is its own. */
export const FOLDER = '.relaydesk';

const Running = z.object({ pid: z.int(), variables: z.record(z.string(), z.string()) });

/**
 * What a command works with: the configuration of the services, or, in the folder of a running `npm start` and without a
 * `DATABASE_URL`, what that runs with, which is said.
 */
export function readConfiguration(): Config {
  const plugs = { trackers, messengers };
  const own = process.env['DATABASE_URL'] ? undefined : besideStandalone();
  if (!own) return readConfig(process.env, plugs);
  console.error(`What npm start runs in ${resolve()}:`);
  return onOneMachine(readConfig({ ...process.env, ...own }, plugs));
}

/** Nothing where none runs: one that was killed left its note behind. */
function besideStandalone(): Environment | undefined {
  try {
    const { pid, variables } = Running.parse(JSON.parse(readFileSync(resolve(FOLDER, 'running.json'), 'utf8')));
    process.kill(pid, 0);
    return variables;
  } catch {
    return undefined;
  }
}
