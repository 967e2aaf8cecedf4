import { describe, expect, it } from '@jest/globals';
import { judgeRun } from './rehearsal/judge-run.js';
import { runModel } from './rehearsal/model.js';

/**
 * Seeds begin at RELAYDESK_MODEL_FROM (default 1) and are RELAYDESK_MODEL_SEEDS many. A failing one is played again, with
 * its history, by `RELAYDESK_MODEL_FROM=<seed> RELAYDESK_MODEL_SEEDS=1`.
 */
const from = Number(process.env['RELAYDESK_MODEL_FROM'] ?? 1);
const count = Number(process.env['RELAYDESK_MODEL_SEEDS'] ?? 30);
const AT_ONCE = 25;

async function broken(seed: number): Promise<string | undefined> {
  const run = await runModel(seed);
  const problems = judgeRun(run);
  if (problems.length === 0) return undefined;
  const effects = run.outside.done.map(({ words, by, at }) => `${(at / 1_000).toFixed(3)} ${by} did «${words}»`);
  const history = [...run.history, ...effects].sort((a, b) => parseFloat(a) - parseFloat(b));
  return [`seed ${seed}:`, ...problems, 'history:', ...history].join('\n');
}

describe('an engine under crashes, zombies, rebalances, lost answers, outages and jumping clocks', () => {
  const groups = Array.from({ length: Math.ceil(count / AT_ONCE) }, (_, i) => from + i * AT_ONCE);
  it.each(groups)(
    'lets every word arrive once, in order and by the right node, for the seeds from %i',
    async (first) => {
      for (let seed = first; seed < Math.min(first + AT_ONCE, from + count); seed += 1) {
        expect(await broken(seed)).toBeUndefined();
      }
    },
  );
});
