/**
 * `npm run sim -- [--seeds N] [--seed S] [--messages M] [--density HOW] [--only WHAT [--times N]] [--trace]`: plays N seeds
 * from S on, of M messages each, on all cores, and says of each that fails what it broke, with the shortest history found that
 * breaks it, too. Its last line is one to keep in docs/TRIED.md. `--density`: all write so densely (`density.ts`), else
 * as each seed says. `--only`: this alone goes wrong, so often in each seed (what can is listed in `faults/troubles.ts`), and
 * people write thinly where nothing else is said. `--trace`: prints all that happens.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DENSITIES } from './density.js';
import { TROUBLES } from './faults/troubles.js';
import type { Asked, Told } from './play-seed.js';
import { createTally } from './tally.js';

const number = z.coerce.number().int().positive();
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    messages: { type: 'string', default: '200' },
    density: { type: 'string' },
    only: { type: 'string' },
    times: { type: 'string', default: '3' },
    trace: { type: 'boolean', default: false },
  },
});
const seeds = number.parse(values.seeds);
const first = number.parse(values.seed);
const messages = number.parse(values.messages);
const what = z.enum(TROUBLES).optional().parse(values.only);
const only = what && { what, times: number.parse(values.times) };
const density = z
  .enum(DENSITIES)
  .optional()
  .parse(values.density ?? (only && 'thin'));

const tally = createTally();
const waiting = Array.from({ length: seeds }, (_, i) => first + i);
/** Seeds whose process ended before it said what became of them. */
const unheard: number[] = [];

/** What a world does it does too seldom for V8's last compiler to earn what its work costs: code of the one before it stays. */
const execArgv = [...process.execArgv, '--no-opt'];

/** One process, for as long as seeds wait. */
async function work(): Promise<void> {
  const child = fork(new URL('play-seed.ts', import.meta.url), { execArgv });
  const gone = once(child, 'exit').then(() => undefined);
  for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
    const answer = once(child, 'message').then(([told]) => told as Told);
    child.send({ seed, messages, only, density, trace: values.trace } satisfies Asked);
    const told = await Promise.race([answer, gone]);
    if (!told) return void unheard.push(seed);
    tally.add(told.outcome);
    console.log(told.lines.join('\n'));
  }
  child.disconnect();
  await gone;
}

await Promise.all(Array.from({ length: Math.min(seeds, availableParallelism()) }, work));
for (const seed of [...unheard, ...waiting]) console.log(`seed ${seed} was not played to its end`);
console.log(tally.line());
process.exitCode = tally.failed() + unheard.length + waiting.length > 0 ? 1 : 0;
