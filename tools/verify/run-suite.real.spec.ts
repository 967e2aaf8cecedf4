import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readResult } from './result.js';

/** What the runner says of one planted suite, and how it ends. */
async function run(planted: string, folder: string) {
  const config = join(import.meta.dirname, 'planted', 'jest.config.mjs');
  const args = [join(import.meta.dirname, 'run-suite.ts'), 'unit', `--config=${config}`, `${planted}.planted.ts`];
  const env = { ...process.env, RELAYDESK_RESULTS: folder, NODE_OPTIONS: '' };
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  return { code: code as unknown, ...(await readResult(folder, 'unit')) };
}

describe('the count at the end', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relaydesk-verify-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['passes', { code: 0, passed: 1, failed: 0 }],
    ['fails', { code: 1, passed: 1, failed: 1 }],
    ['skips', { code: 1, passed: 1, failed: 1 }],
    ['leaks', { code: 1, passed: 1, failed: 1 }],
    ['breaks', { code: 1, passed: 0, failed: 1 }],
  ])('of a suite that %s', async (planted, result) => {
    expect(await run(planted, folder)).toEqual(result);
  });

  it('takes a check that left no result for a failure', async () => {
    expect(await readResult(folder, 'never-ran')).toEqual({ passed: 0, failed: 1 });
  });
});
