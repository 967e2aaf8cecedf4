import { describe, expect, it } from '@jest/globals';
import { judgeRun } from './judge-run.js';
import { linking } from './linking.js';
import { planOf, withOnly } from './plan.js';
import { runPlan } from './run-plan.js';

/**
 * Seeds begin at RELAYDESK_MODEL_FROM (default 1); of RELAYDESK_MODEL_SEEDS it plays a tenth, since one of these takes as long
 * as ten of a model's. `npm run sim` explains one that fails.
 */
const from = Number(process.env['RELAYDESK_MODEL_FROM'] ?? 1);
const count = Math.ceil(Number(process.env['RELAYDESK_MODEL_SEEDS'] ?? 20) / 10);
const MESSAGES = 60;

describe('all services together, under crashes, zombies, lost answers and outages', () => {
  const seeds = Array.from({ length: count }, (_, i) => from + i);
  it.each(seeds)('lose, double, reorder and leak nothing people and engineers write, in seed %i', async (seed) => {
    const { broken } = await judgeRun(await runPlan(planOf(seed, MESSAGES)));
    expect(broken).toEqual([]);
  });

  it('replay what was given up, once and in order, or have it discarded, and its people are told', async () => {
    const run = await runPlan(withOnly(planOf(22, MESSAGES), 'the tracker is gone', 1));
    expect(new Set(run.operator.decided.map(({ what }) => what))).toEqual(new Set(['replayed', 'discarded']));
    expect((await judgeRun(run)).broken).toEqual([]);
  });

  it('lose and double nothing though their database fails over, twice, to a replica that lags', async () => {
    const run = await runPlan(withOnly(planOf(21, MESSAGES), 'the database fails over', 2));
    expect((await judgeRun(run)).broken).toEqual([]);
  });

  it('look once, and hardly ever twice, for what a tracker committed and gave no answer to', async () => {
    const run = await runPlan(withOnly(planOf(7, 2 * MESSAGES), 'the tracker loses answers', 3));
    const { unknown, readBacks } = run.world.observed;
    expect(unknown()).toBeGreaterThan(5);
    expect(readBacks() / unknown()).toBeLessThanOrEqual(1.2);
    expect((await judgeRun(run)).broken).toEqual([]);
  });

  it('write in the name of whoever proves an account, from then on', async () => {
    const run = await runPlan(linking(planOf(5, MESSAGES), 1));
    const linked = run.desks.flatMap(({ outside: { cast } }) =>
      cast.members.filter((one) => one.unproved && one.account),
    );
    expect(linked).toHaveLength(1);
    expect((await judgeRun(run)).broken).toEqual([]);
  });

  it('play a seed the same way each time', async () => {
    const digests = [];
    for (let i = 0; i < 2; i += 1) digests.push((await runPlan(planOf(2, 30))).world.trace.digest());
    expect(digests[0]).toBe(digests[1]);
  });
});
