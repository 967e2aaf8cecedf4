/**
 * `npm run mutants -- [--only PATTERN] [--trace]`: plants each mistake of `patches/` in a process of its own and has the simulation
 * look for it, or, where its rule lives in a real part alone, the tests that hold that. Every mistake is tried with the same seeds, which the
 * unpatched tree must pass; what they do not find is looked for further, and then the unpatched tree must pass the seed that found
 * it. Ends with `killed N of M`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { catalogue, type Mutant } from './catalogue.ts';
import { causeOfDeath, isNoCode } from './cause-of-death.ts';
import type { GoesOn, Played } from './play.ts';
import { playTests } from './play-tests.ts';
import { furtherPlansFor, plansFor, type Round } from './plans.ts';
import { RULES } from './rules.ts';

/** Of a hundred mistakes so many are to be found. */
const ENOUGH = 95;
/** A process that says nothing for so long, after a plan, hangs: that is no verdict, and it counts as not found. */
const HANGS_AFTER_MS = 120_000;
/** What a mistake broke, a sentence each, and what found that. */
type Found = { sentences: readonly string[]; by: string };
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

/** Undefined: it ended without a word. */
async function search(mutant: Mutant): Promise<Found | undefined> {
  const { heldBy } = RULES[mutant.rule] ?? {};
  if (heldBy) {
    const sentences = await playTests(mutant.name, heldBy);
    return sentences && { sentences, by: 'a test that holds its rule' };
  }
  const played = await simulate(mutant);
  if (!played?.broke) return played && { sentences: [], by: '' };
  return { sentences: played.broke.sentences, by: nameOf(played.broke) };
}

/** By the list, or by a plan beyond it that the unpatched tree passes. */
async function simulate(mutant: Mutant): Promise<Played | undefined> {
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
function tell({ name, mistake }: Mutant, found: Found | undefined): boolean {
  const [first] = found?.sentences ?? [];
  if (!found || first === undefined || isNoCode(found.sentences)) {
    const why = first === undefined ? (found ? 'SURVIVED' : 'ended without a word') : `is no working code: ${first}`;
    console.log(`${name} ${why}\n  ${mistake}`);
    return false;
  }
  console.log(`${name}: ${causeOfDeath(first)}, by ${found.by}`);
  if (values.only) for (const sentence of [mistake, ...found.sentences]) console.log(`  ${sentence}`);
  return true;
}

const nameOf = ({ seed, messages, mood }: Round) => `seed ${seed} of ${messages} messages, "${mood}"`;

/** True if the tree as it is passes every seed and test: else nothing that is found says anything. */
async function controlled(): Promise<boolean> {
  const played = await play(UNPATCHED, plansFor(''));
  const tests = await playTests(
    UNPATCHED.name,
    Object.values(RULES).flatMap(({ heldBy = [] }) => heldBy),
  );
  const kept = played !== undefined && !played.broke && tests?.length === 0;
  const { broke } = played ?? {};
  const why = broke ? `${nameOf(broke)}: ${broke.sentences[0]}` : (tests?.[0] ?? 'it ended without a word');
  console.log(kept ? 'unpatched: kept' : `unpatched: FAILED ${why}`);
  return kept;
}

const only = new RegExp(values.only ?? '');
const mutants = catalogue().filter(({ name }) => only.test(name));
let killed = 0;
let kept = true;
const waiting = [
  ...(values.only ? [] : [async () => void (kept = await controlled())]),
  ...mutants.map((mutant) => async () => {
    if (tell(mutant, await search(mutant))) killed += 1;
  }),
];
async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) await next();
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
console.log(`killed ${killed} of ${mutants.length}`);
process.exitCode = kept && killed * 100 >= mutants.length * ENOUGH ? 0 : 1;
