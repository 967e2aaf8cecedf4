import { describe, expect, it } from '@jest/globals';
import { type Plan, planOf } from './plan.js';
import { shrink } from './shrink.js';

const plan = { ...planOf(2, 50), strikes: planOf(2, 50).strikes.slice(0, 8) };

describe('a plan that fails', () => {
  it('shrinks to what it fails by', async () => {
    const [act, strike] = [plan.acts[17], plan.strikes[3]];
    const fails = async ({ acts, strikes }: Plan) =>
      acts.some((one) => one === act) && strikes.some((one) => one === strike);
    expect(await shrink(plan, fails)).toMatchObject({ acts: [act], strikes: [strike] });
  });

  it('stays whole where nothing less fails', async () => {
    expect(await shrink(plan, async () => false)).toEqual(plan);
  });
});
