/**
 * `node tools/verify/verify.ts check|test`: the fast checks, or everything. The last line says `N passed, N failed`: all
 * tests, and one for each check that is no test suite.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readResult } from './result.ts';

const FAST = ['types', 'page-types', 'lint', 'format', 'topics', 'configuration', 'unit'];
const root = join(import.meta.dirname, '..', '..');
const nx = join(root, 'node_modules', '.bin', 'nx');

const everything = process.argv[2] === 'test';
/** The randomised models run with more seeds where there is time for it. */
const seeds = everything ? { RELAYDESK_MODEL_SEEDS: '200' } : {};

/** nx colours everything; a log file wants to be read. */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' };

/** One nx run; a target that fails does not keep the others from running. */
async function runTargets(targets: readonly string[], folder: string) {
  const args = [
    'run-many',
    '-p',
    'relaydesk',
    '-t',
    targets.join(','),
    '--parallel=2',
    '--outputStyle=stream-without-prefixes',
  ];
  const env = { ...seeds, ...process.env, RELAYDESK_RESULTS: folder, NX_DAEMON: 'false', NX_TUI: 'false', ...plain };
  const [code] = (await once(spawn(nx, args, { cwd: root, env, stdio: 'inherit' }), 'exit')) as [number | null];
  return code === 0;
}

const folder = await mkdtemp(join(tmpdir(), 'relaydesk-results-'));
const stages = everything ? [FAST, ['real']] : [FAST];
let clean = true;
for (const targets of stages) clean = (await runTargets(targets, folder)) && clean;

const results = await Promise.all(stages.flat().map((target) => readResult(folder, target)));
await rm(folder, { recursive: true, force: true });
const sum = (of: 'passed' | 'failed') => results.reduce((total, result) => total + result[of], 0);
const failed = sum('failed');
process.exitCode = failed === 0 && clean ? 0 : 1;
process.stdout.write(`${sum('passed')} passed, ${failed === 0 && !clean ? 1 : failed} failed\n`);
