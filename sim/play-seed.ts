/**
 * One of the processes of `npm run sim`: plays each seed it is asked for, and says of one that fails what it broke, with the
 * shortest history found that breaks it, too.
 */
import { seeded } from '#lane/rehearsal';
import { crowded, type Density, densityOf } from './density.js';
import type { Strike } from './faults/troubles.js';
import { type Judgement, judgeRun } from './judge-run.js';
import { linking, linksOf } from './linking.js';
import { type Plan, planOf, withAlso, withOnly } from './plan.js';
import { type Run, runPlan } from './run-plan.js';
import { shrink } from './shrink.js';
import { type Outcome, outcomeOf } from './tally.js';

/** What a process is asked for. `only`: this alone goes wrong, so often. `trace`: with all that happens. */
export type Asked = {
  seed: number;
  messages: number;
  only: { what: Strike['what']; times: number } | undefined;
  /** Drawn from the seed, where it is not said. */
  density: Density | undefined;
  trace: boolean;
};

/** What it says. */
export type Told = { lines: readonly string[]; outcome: Outcome };

/** So much CPU (µs) is worth a shorter history. */
const SHRINK_FOR_US = 20_000_000;

async function play(plan: Plan, keepTrace = false): Promise<{ run: Run; judgement: Judgement }> {
  const run = await runPlan(plan, { keepTrace });
  return { run, judgement: await judgeRun(run) };
}

/** What a failure is, without what it happened to: a smaller plan is to fail in the same way. */
const kindsOf = ({ broken }: Judgement) => new Set(broken.map((sentence) => sentence.split(':')[0]));

/** The shortest history found that breaks the same. */
async function explain(plan: Plan, before: Judgement, trace: boolean): Promise<string[]> {
  const kinds = kindsOf(before);
  const until = process.cpuUsage().user + SHRINK_FOR_US;
  const smallest = await shrink(
    plan,
    async (smaller) =>
      process.cpuUsage().user < until && !kindsOf((await play(smaller)).judgement).isDisjointFrom(kinds),
  );
  const { run, judgement } = await play(smallest, true);
  const { acts, strikes, nodes, lanes, desks } = smallest;
  return [
    `  the least of it: ${acts.length} messages, ${strikes.length} faults, ${nodes} nodes, ${lanes} lanes, ${desks} desks`,
    ...judgement.broken.map((sentence) => `  ${sentence}`),
    ...run.world.trace.lines.filter((line) => trace || !/ commits | takes /.test(line)).map((line) => `    ${line}`),
  ];
}

/** Drawn apart from the plan: in one of four it does. */
const failsOver = ({ seed }: Plan): boolean => seeded(seed * 2 + 9).percent(25);

/** People link, or the database fails over: who links in the seconds that are forgotten then is not linked. */
function withItsOwn(plan: Plan): Plan {
  const links = linksOf(plan);
  if (links > 0) return linking(plan, links);
  return failsOver(plan) ? withAlso(plan, 'the database fails over', 1) : plan;
}

async function tell({ seed, messages, only, density, trace }: Asked): Promise<Told> {
  const before = process.cpuUsage();
  const drawn = planOf(seed, messages);
  const dense = density ?? densityOf(drawn);
  const all = crowded(drawn, dense);
  const plan = only ? withOnly(all, only.what, only.times) : withItsOwn(all);
  const { run, judgement } = await play(plan, trace);
  const used = process.cpuUsage(before);
  const usedMs = (used.user + used.system) / 1_000;
  const outcome = outcomeOf(plan, run, judgement, { density: dense, usedMs });
  const verdict = outcome.failed ? 'FAILED' : 'kept';
  const lines = [
    `seed ${seed} ${run.world.trace.digest()} ${verdict}, ${dense}, ${judgement.repeated} shown twice`,
    ...run.world.trace.lines.map((line) => `  ${line}`),
    ...judgement.broken.slice(0, 10).map((sentence) => `  ${sentence}`),
    ...(outcome.failed ? await explain(plan, judgement, trace) : []),
  ];
  return { lines, outcome };
}

process.on('message', (asked: Asked) => void tell(asked).then((told) => process.send?.(told)));
