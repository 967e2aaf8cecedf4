/**
 * `npm run bench -- [--quick] [--only <goal,…>] [--backlog <messages>] [--profile]`: measures a whole cluster on this machine, and
 * each goal against what it is compared with, and prints what it found; it goes to `bench/results/latest.{json,md,svg}`, too. With
 * `--only` these alone (`cluster`: the cluster; `losses`: what kill -9 costs); with `--profile` each service of the cluster leaves a
 * CPU profile in `bench/results/profiles`. What breaks off is named at the end, and fails the run; what was found is kept.
 */
import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { endEveryProcess } from './cluster/processes.js';
import { type Cluster, withCluster } from './cluster/start-cluster.js';
import type { Goal } from './compare/goal.js';
import { GOALS, LOSSES } from './goals/all.js';
import { commitsGoal } from './goals/p5-correlation/commits.js';
import { machine } from './measure/machine.js';
import { drain } from './phases/drain.js';
import { idle } from './phases/idle.js';
import { openLoop, type OpenLoop } from './phases/open-loop.js';
import { type Plan, PLANS } from './plan.js';
import { keepResult } from './report/keep-result.js';
import type { Cluster as Seen, Result } from './report/result.js';
import { toMarkdown } from './report/to-markdown.js';
import { type Part, runParts } from './run-parts.js';
import { say } from './say.js';

const RESULTS = fileURLToPath(new URL('./results/', import.meta.url));

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    backlog: { type: 'string' },
    profile: { type: 'boolean' },
  },
});
const size = values.quick ? 'quick' : 'full';
const named = PLANS[size];
const only = values.only?.split(',');
const known = ['cluster', ...Object.keys(GOALS).filter((id) => GOALS[id]?.[size]), ...(LOSSES[size] ? ['losses'] : [])];
const unknown = only?.filter((what) => !known.includes(what)) ?? [];
const isAsked = (what: string) => only === undefined || only.includes(what);
const plan: Plan =
  values.backlog === undefined
    ? named
    : { ...named, backlog: z.coerce.number().int().positive().parse(values.backlog) };
const folders = { logs: `${RESULTS}logs`, profiles: values.profile ? `${RESULTS}profiles` : undefined };

async function watch(cluster: Cluster): Promise<Seen> {
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
  return { drain: drained, loads, idle: await idle(cluster, plan.idleMs) };
}

/** What was asked for, in turn. */
function partsOf(result: Result): Part[] {
  const parts: Part[] = [
    {
      id: 'cluster',
      async measure() {
        say('Starting Kafka, Postgres, Redis, the stubs and the load generator.');
        result.cluster = await withCluster(result.plan, folders, watch);
        result.goals.push(commitsGoal(result.cluster.drain));
      },
    },
  ];
  for (const [id, sizes] of Object.entries(GOALS)) {
    const measure = sizes[size];
    if (measure) parts.push({ id, measure: async () => tell(result, await measure(folders.logs)) });
  }
  const count = LOSSES[size];
  if (count) parts.push({ id: 'losses', measure: async () => void (result.losses = await count(folders.logs)) });
  return parts.filter(({ id }) => isAsked(id));
}

function tell(result: Result, found: readonly Goal[]): void {
  result.goals.push(...found);
  for (const { id, value, low, high, holds } of found) {
    const interval = `${low.toPrecision(3)} to ${high.toPrecision(3)}`;
    say(`${id}: ${value.toPrecision(3)} (${interval}), ${holds ? 'holds' : 'does not hold'}.`);
  }
}

async function commit(): Promise<string> {
  const git = promisify(execFile);
  const options = { cwd: RESULTS };
  const { stdout } = await git('git', ['describe', '--always', '--dirty=+', '--abbrev=10'], options).catch(() => ({
    stdout: 'unknown',
  }));
  return stdout.trim();
}

async function main(measured: Plan): Promise<void> {
  for (const folder of Object.values(folders)) if (folder) await rm(folder, { recursive: true, force: true });
  await mkdir(folders.logs, { recursive: true });
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => reject(new Error('interrupted: everything that was started is being ended.')));
  });
  // It may come before anyone waits for it.
  interrupted.catch(() => undefined);
  const found = { cluster: undefined, goals: [], losses: [], brokeOff: [], minutes: {} };
  const at = new Date().toISOString();
  const result: Result = { at, commit: await commit(), machine: machine(), plan: measured, ...found };
  await runParts(partsOf(result), result, { interrupted, keep: () => keepResult(RESULTS, result), say });
  console.log(toMarkdown(result));
  if (result.brokeOff.length > 0) process.exitCode = 1;
}

try {
  if (unknown.length > 0)
    throw new Error(`nothing is measured as ${unknown.join(', ')} in a ${size} run; there is ${known.join(', ')}.`);
  await main(plan);
} catch (error) {
  say((error as Error).message);
  await endEveryProcess();
  process.exit(1);
}
