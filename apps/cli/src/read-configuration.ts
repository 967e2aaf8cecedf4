import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type Config, onOneMachine, readConfig } from '#config';
import { messengers, trackers } from '#plugins';

/** Where `npm start` keeps what is its own. */
export const FOLDER = '.relaydesk';

const Running = z.object({
  pid: z.int(),
  given: z.array(z.string()),
  variables: z.record(z.string(), z.string()),
});
type Running = z.infer<typeof Running>;

/**
 * What a command works with: the configuration of the services, or, in the folder of a running `npm start` and without a
 * `DATABASE_URL`, what that runs with, which is said.
 */
export function readConfiguration(): Config {
  const plugs = { trackers, messengers };
  const own = process.env['DATABASE_URL'] ? undefined : besideStandalone();
  if (!own) return readConfig(process.env, plugs);
  const missing = own.given.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    throw new Error(`npm start, which runs here, was given ${missing.join(', ')}: give this command the same.`);
  }
  console.error(`What npm start runs in ${resolve()}:`);
  return onOneMachine(readConfig({ ...process.env, ...own.variables }, plugs));
}

/** Nothing where none runs: one that was killed left its note behind. */
function besideStandalone(): Running | undefined {
  try {
    const running = Running.parse(JSON.parse(readFileSync(resolve(FOLDER, 'running.json'), 'utf8')));
    process.kill(running.pid, 0);
    return running;
  } catch {
    return undefined;
  }
}
