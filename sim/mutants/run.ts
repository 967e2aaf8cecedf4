/**
 * `npm run mutants -- [--only PATTERN] [--trace]`: plants each mistake of `patches/` in a process of its own and has the simulation
 * look for it. Every mistake is tried with the same seeds, which the unpatched tree must pass; what they do not find is looked for further, and then
 * the unpatched tree must pass the seed that found it. Ends with `killed N of M`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { catalogue, type Mutant } from './catalogue.ts';
import { causeOfDeath, isNoCode } from './cause-of-death.ts';
import type { GoesOn, Played } from './play.ts';
import { furtherPlansFor, plansFor, type Round } from './plans.ts';

/** Of a hundred mistakes so many are to be found. */
const ENOUGH = 95;
/** A process that says nothing for so long, after a plan, hangs: that is no verdict, and it counts as not found. */
const HANGS_AFTER_MS = 120_000;
const UNPATCHED: Pick<Mutant, 'name'> = { name: '' };

const { values } = parseArgs({ options: { only: { type: 'string' }, trace: { type: 'boolean', default: false } } });

async function play({ name }: Pick<Mutant, 'name'>, rounds: readonly Round[]): Promise<Played | undefined> {
  const child = fork(new URL('play.ts', import.meta.url), values.trace ? ['--trace'] : [], {
    execArgv: ['--no-opt', '--import', './sim/mutants/plant.ts', '--import', './tools/source/register.mjs'],
    env: { ...process.env, RELAYDESK_MUTANT: name },
  });
  let played: Played | undefined;
  const hangs = setTimeout(() => child.kill('SIGKILL'), HANGS_AFTER_MS);
  child.on('message', (said: GoesOn | Played) => {
    hangs.refresh();
    if (!('after' in said)) played = said;
  });
  child.send(rounds);
  await once(child, 'exit');
  clearTimeout(hangs);
  return played;
}

/** By the list, or by a plan beyond it that the unpatched tree passes. */
async function search(mutant: Mutant): Promise<Played | undefined> {
  const listed = await play(mutant, plansFor(mutant.rule));
  if (!listed || listed.broke) return listed;
  for (let rounds = furtherPlansFor(mutant.rule); ;) {
    const played = await play(mutant, rounds);
    const { broke } = played ?? {};
    if (!broke || (await passes([broke]))) return played;
    rounds = rounds.slice(rounds.findIndex(({ seed, mood }) => seed === broke.seed && mood === broke.mood) + 1);
  }
}

const passes = async (rounds: readonly Round[]) => {
  const played = await play(UNPATCHED, rounds);
  return played !== undefined && !played.broke;
};

/** Says what became of it; true if it was found. */
function tell({ name, mistake }: Mutant, played: Played | undefined): boolean {
  const { broke } = played ?? {};
  if (!broke || isNoCode(broke.sentences)) {
    const why = broke ? `is no working code: ${broke.sentences[0]}` : played ? 'SURVIVED' : 'ended without a word';
    console.log(`${name} ${why}\n  ${mistake}`);
    return false;
  }
  const [first = ''] = broke.sentences;
  console.log(`${name}: ${causeOfDeath(first)}, by ${nameOf(broke)}`);
  if (values.only) for (const sentence of [mistake, ...broke.sentences]) console.log(`  ${sentence}`);
  return true;
}

const nameOf = ({ seed, messages, mood }: Round) => `seed ${seed} of ${messages} messages, "${mood}"`;

/** True if the tree as it is passes every seed: else nothing that is found says anything. */
async function controlled(): Promise<boolean> {
  const played = await play(UNPATCHED, plansFor(''));
  const kept = played !== undefined && !played.broke;
  const { broke } = played ?? {};
  console.log(kept ? 'unpatched: kept' : `unpatched: FAILED ${broke ? `${nameOf(broke)}: ${broke.sentences[0]}` : ''}`);
  return kept;
}

const only = new RegExp(values.only ?? '');
const mutants = catalogue().filter(({ name }) => only.test(name));
let killed = 0;
let kept = true;
const waiting = [
  ...(values.only ? [] : [async () => void (kept = await controlled())]),
  ...mutants.map((mutant) => async () => {
    const played = await search(mutant);
    if (tell(mutant, played)) killed += 1;
  }),
];
async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) await next();
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
console.log(`killed ${killed} of ${mutants.length}`);
process.exitCode = kept && killed * 100 >= mutants.length * ENOUGH ? 0 : 1;
