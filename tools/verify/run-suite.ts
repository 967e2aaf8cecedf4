/** `node tools/verify/run-suite.ts unit|real [paths…]`: runs Jest and counts its tests; a leak counts as a failure. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { writeResult } from './result.ts';

const [suite = 'unit', ...paths] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), 'relaydesk-jest-'));
const report = join(folder, 'report.json');
const jest = join(import.meta.dirname, '..', '..', 'node_modules', 'jest', 'bin', 'jest.js');
const env = { ...process.env, RELAYDESK_SUITE: suite };
const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

/** Jest's own words for timers, sockets and processes that a test left behind. */
const LEAKS = [/did not exit .+ after/, /failed to exit gracefully/];

/** A test that never yields cannot be timed out by Jest; the whole suite can. */
const DEADLINE_MIN = suite === 'real' ? 25 : 10;

// A process group of its own, so that ending it ends its workers too, those in an endless loop as well.
const child = spawn(process.execPath, [...node, jest, '--json', `--outputFile=${report}`, ...paths], {
  env: { ...env, NODE_OPTIONS: node.join(' ') },
  stdio: ['ignore', 'ignore', 'pipe'],
  detached: true,
});
const end = () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
let leaks = 0;
const deadline = setTimeout(() => {
  leaks = 1;
  process.stderr.write(`Still not done after ${DEADLINE_MIN} minutes.\n`);
  end();
}, DEADLINE_MIN * 60_000);
createInterface(child.stderr).on('line', (line) => {
  process.stderr.write(`${line}\n`);
  if (!LEAKS.some((leak) => leak.test(line))) return;
  leaks = 1;
  if (LEAKS[0]?.test(line)) end();
});
const [code] = (await once(child, 'close')) as [number | null];
clearTimeout(deadline);

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
};

const text = await readFile(report, 'utf8').catch(() => undefined);
await rm(folder, { recursive: true, force: true });
if (text === undefined) {
  await writeResult(suite, { passed: 0, failed: 1 });
  process.exitCode = 1;
} else {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = JSON.parse(
    text,
  ) as Report;
  const skipped = numPendingTests + numTodoTests;
  if (skipped > 0) process.stderr.write(`${skipped} tests were skipped: that counts as failed.\n`);
  if (leaks > 0) process.stderr.write('Something was left open by a test: that counts as failed.\n');
  const counted = numFailedTests + numRuntimeErrorTestSuites + skipped + leaks;
  // A failing threshold or hook outside any test leaves the counts clean and the exit code not.
  const failed = counted === 0 && code !== 0 ? 1 : counted;
  await writeResult(suite, { passed: numPassedTests, failed });
  process.exitCode = failed === 0 ? 0 : 1;
}
