import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import type { HeldBy } from './rules.ts';

/** What Jest says of a run, as far as it is read here. */
const Told = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({ title: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

/** Longer than the time that any of them waits for what never comes. */
const HANGS_AFTER_MS = 150_000;

const escaped = (title: string) => title.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');

/**
 * Runs the tests that hold a rule on sources with this mistake in them (`''`: none), in a process of their own. What those say
 * that fail, a sentence each; undefined where not all of them were run.
 */
export async function playTests(mutant: string, heldBy: readonly HeldBy[]): Promise<string[] | undefined> {
  const files = [...new Set(heldBy.map(({ file }) => file))];
  const titles = new Set(heldBy.map(({ test }) => test));
  const pattern = [...titles].map((title) => `${escaped(title)}$`).join('|');
  const suite = files.some((file) => file.endsWith('.real.spec.ts')) ? { RELAYDESK_SUITE: 'real' } : {};
  const jest = spawn(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'],
      ...['--config', 'sim/mutants/jest.config.mjs', '--json', '--silent', '-t', pattern],
      ...['--runTestsByPath', ...files],
    ],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: HANGS_AFTER_MS,
      env: { ...process.env, ...suite, RELAYDESK_MUTANT: mutant },
    },
  );
  const told = Told.safeParse(await json(jest.stdout).catch(() => undefined));
  if (!told.success) return undefined;
  const results = told.data.testResults.flatMap(({ assertionResults }) => assertionResults);
  const ran = results.filter(({ status, title }) => titles.has(title) && (status === 'passed' || status === 'failed'));
  if (new Set(ran.map(({ title }) => title)).size < titles.size) return undefined;
  return ran
    .filter(({ status }) => status === 'failed')
    .map(({ title, failureMessages }) => `fails: ${title}: ${failureMessages.join(' ').split('\n')[0]}`);
}
