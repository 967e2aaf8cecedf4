/**
 * `npm run bench -- [--quick] [--backlog <messages>] [--profile]`: measures a whole cluster on this machine and prints what it
 * found; the numbers go to `bench/results/latest.{json,md}`, too. With `--profile` each service leaves a CPU profile in
 * `bench/results/profiles`.
 */
import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { type Cluster, withCluster } from './cluster/start-cluster.js';
import { machine } from './measure/machine.js';
import { drain } from './phases/drain.js';
import { idle } from './phases/idle.js';
import { openLoop, type OpenLoop } from './phases/open-loop.js';
import { type Plan, PLANS } from './plan.js';
import type { Result } from './report/result.js';
import { toMarkdown } from './report/to-markdown.js';

const RESULTS = fileURLToPath(new URL('./results/', import.meta.url));

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, backlog: { type: 'string' }, profile: { type: 'boolean' } },
});
const named = PLANS[values.quick ? 'quick' : 'full'];
const plan: Plan =
  values.backlog === undefined
    ? named
    : { ...named, backlog: z.coerce.number().int().positive().parse(values.backlog) };
const folders = { logs: `${RESULTS}logs`, profiles: values.profile ? `${RESULTS}profiles` : undefined };

async function measure(cluster: Cluster): Promise<Result> {
  say(`Filling the log with ${plan.backlog} messages, then draining it.`);
  const drained = await drain(cluster, plan);
  const loads: OpenLoop[] = [];
  let first = plan.backlog;
  for (const part of drained.received === plan.backlog ? plan.loads : []) {
    say(`Messages arrive at ${Math.round(part * 100)} % of ${Math.round(drained.perSecond)} a second.`);
    const load = await openLoop(cluster, plan, first, part, drained.perSecond);
    loads.push(load);
    first += load.messages;
  }
  say('Nobody writes.');
  const resting = await idle(cluster, plan.idleMs);
  const at = new Date().toISOString();
  return { at, commit: await commit(), machine: machine(), plan, drain: drained, loads, idle: resting };
}

async function commit(): Promise<string> {
  const git = promisify(execFile);
  const options = { cwd: RESULTS };
  const { stdout } = await git('git', ['describe', '--always', '--dirty=+', '--abbrev=10'], options).catch(() => ({
    stdout: 'unknown',
  }));
  return stdout.trim();
}

const say = (line: string) => console.error(`bench: ${line}`);

async function main(measured: Plan): Promise<void> {
  for (const folder of Object.values(folders)) if (folder) await rm(folder, { recursive: true, force: true });
  await mkdir(folders.logs, { recursive: true });
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => reject(new Error('interrupted: everything that was started is being ended.')));
  });
  // It may come before anyone waits for it.
  interrupted.catch(() => undefined);
  say('Starting Kafka, Postgres, Redis, the stubs and the load generator.');
  const run = (cluster: Cluster) => Promise.race([measure(cluster), interrupted]);
  const result = await withCluster(measured, folders, run);
  await writeFile(`${RESULTS}latest.json`, `${JSON.stringify(result, undefined, 2)}\n`);
  await writeFile(`${RESULTS}latest.md`, `${toMarkdown(result)}\n`);
  console.log(toMarkdown(result));
}

try {
  await main(plan);
} catch (error) {
  say((error as Error).message);
  process.exitCode = 1;
}
