/**
 * One process with one mistake in it (see `plant.ts`), or none: plays the plans it is given, in their order, until one is judged
 * broken, and tells whoever started it. With `--trace` it prints all that happened in that one.
 */
import { judgeRun } from '../judge-run.js';
import { type Run, runPlan } from '../run-plan.js';
import { type Round, toPlay } from './plans.js';

/** What a process says at its end: what broke, or nothing. */
export type Played = { broke?: Round & { sentences: readonly string[] } };
/** What it says after a plan that found nothing. */
export type GoesOn = { after: Round };

const trace = process.argv.includes('--trace');

/** Where nodes only stop, nothing is shown twice, and nobody takes what another holds. */
function unplanned({ world }: Run, repeated: number): string[] {
  const times = repeated + world.doubles.length;
  return [
    ...world.takenFromLiving,
    ...(times > 0 ? [`doubled: ${times} were sent again though nodes only stopped`] : []),
  ];
}

async function play(rounds: readonly Round[]): Promise<Played> {
  for (const round of rounds) {
    const run = await runPlan(toPlay(round), { keepTrace: trace });
    const { broken: judged, repeated } = await judgeRun(run);
    const broken = [...judged, ...(round.mood === 'nodes come and go' ? unplanned(run, repeated) : [])];
    if (broken.length === 0) {
      process.send?.({ after: round } satisfies GoesOn);
      continue;
    }
    if (trace) for (const line of run.world.trace.lines) console.log(`    ${line}`);
    return { broke: { ...round, sentences: broken.slice(0, 5) } };
  }
  return {};
}

process.once('message', async (rounds: readonly Round[]) => {
  const played = await play(rounds);
  process.send?.(played, () => process.exit());
});
