/**
 * `npm run sim -- [--seeds N] [--seed S] [--messages M] [--trace]`: plays N seeds from S on, of M messages each, and says of
 * each that fails what it broke, with the shortest history found that breaks it, too. Its last line is one to keep in
 * docs/GUARANTEES.md. `--trace`: prints all that happens.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Judgement, judgeRun } from './judge-run.js';
import { type Plan, planOf } from './plan.js';
import { type Run, runPlan } from './run-plan.js';
import { shrink } from './shrink.js';
import { createTally } from './tally.js';

/** So much CPU (µs) is worth a shorter history. */
const SHRINK_FOR_US = 20_000_000;

const number = z.coerce.number().int().positive();
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    messages: { type: 'string', default: '200' },
    trace: { type: 'boolean', default: false },
  },
});
const seeds = number.parse(values.seeds);
const first = number.parse(values.seed);
const messages = number.parse(values.messages);

async function play(plan: Plan, keepTrace = false): Promise<{ run: Run; judgement: Judgement }> {
  const run = await runPlan(plan, { keepTrace });
  return { run, judgement: await judgeRun(run) };
}

/** What a failure is, without what it happened to: a smaller plan is to fail in the same way. */
const kindsOf = ({ broken }: Judgement) => new Set(broken.map((sentence) => sentence.split(':')[0]));

/** The shortest history found that breaks the same. */
async function explain(plan: Plan, before: Judgement): Promise<void> {
  const kinds = kindsOf(before);
  const until = process.cpuUsage().user + SHRINK_FOR_US;
  const smallest = await shrink(
    plan,
    async (smaller) =>
      process.cpuUsage().user < until && !kindsOf((await play(smaller)).judgement).isDisjointFrom(kinds),
  );
  const { run, judgement } = await play(smallest, true);
  const { acts, strikes, nodes, lanes } = smallest;
  console.log(`  the least of it: ${acts.length} messages, ${strikes.length} faults, ${nodes} nodes, ${lanes} lanes`);
  for (const sentence of judgement.broken) console.log(`  ${sentence}`);
  for (const line of run.world.trace.lines)
    if (values.trace || !/ commits | takes /.test(line)) console.log(`    ${line}`);
}

const tally = createTally();
for (let seed = first; seed < first + seeds; seed += 1) {
  const before = process.cpuUsage();
  const plan = planOf(seed, messages);
  const { run, judgement } = await play(plan, values.trace);
  const used = process.cpuUsage(before);
  tally.add(plan, run, judgement, (used.user + used.system) / 1_000);
  const verdict = judgement.broken.length > 0 ? 'FAILED' : 'kept';
  console.log(`seed ${seed} ${run.world.trace.digest()} ${verdict}, ${judgement.repeated} shown twice`);
  if (values.trace) for (const line of run.world.trace.lines) console.log(`  ${line}`);
  if (judgement.broken.length === 0) continue;
  for (const sentence of judgement.broken.slice(0, 10)) console.log(`  ${sentence}`);
  await explain(plan, judgement);
}
console.log(tally.line());
process.exitCode = tally.failed() > 0 ? 1 : 0;
