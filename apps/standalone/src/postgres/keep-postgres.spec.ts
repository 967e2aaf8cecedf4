import { spawn } from 'node:child_process';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { keepPostgres, type KeptPostgres, type RunningPostgres } from './keep-postgres.js';

/** Stands for a Postgres: a process that goes on until it is asked to end. */
function sleeper(port: number) {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1e6)'], { stdio: 'ignore' });
  const ended = Promise.withResolvers<void>();
  child.once('exit', () => ended.resolve());
  return { pid: child.pid as number, port, ended: ended.promise, sayEnded: ended.resolve, child };
}

let first: ReturnType<typeof sleeper>;
let kept: KeptPostgres;
let startedAt: Promise<number>;
let starts: number;

beforeEach(() => {
  first = sleeper(5_432);
  const started = Promise.withResolvers<number>();
  startedAt = started.promise;
  starts = 0;
  const start = async (port: number): Promise<RunningPostgres> => {
    starts += 1;
    started.resolve(port);
    return sleeper(port);
  };
  kept = keepPostgres(first, start, () => undefined);
});
afterEach(async () => {
  await kept.stop();
  first.child.kill('SIGKILL');
  await first.ended;
});

it('hears that its Postgres has ended, and starts it again where it was', async () => {
  // Whoever asked for the process would still find it.
  first.sayEnded();
  expect(await startedAt).toBe(5_432);
});

it('has its Postgres end once it is to stop, and starts it no more', async () => {
  await kept.stop();
  await first.ended;
  expect(starts).toBe(0);
});
