import { describe, expect, it } from '@jest/globals';
import { createStage, done } from './rehearsal/one-stage.js';

/** Many pieces of work that take up to 50 ms each, at a hundred endpoints. */
async function drain(count: number, endpoints: number) {
  const at = new Map<string, number>();
  const stage = createStage({
    async run({ id }) {
      await new Promise<void>((resolve) => stage.clock.after(1 + ((Number(id) * 37) % 50), resolve));
      at.set(id, stage.clock.monotonic());
      return done;
    },
  });
  stage.start();
  await stage.clock.advance(1_000);
  const before = stage.lane().serial;
  const began = stage.clock.monotonic();
  const orders = Array.from({ length: count }, (_, i) => ({ id: String(i), endpoint: `endpoint ${i % endpoints}` }));
  void stage.submit(...orders);
  await stage.clock.run(() => at.size === count && stage.lane().work.size === 0);
  return { commits: stage.lane().serial - before, ms: stage.clock.monotonic() - began };
}

describe('the commits of a lane', () => {
  it('are shared by many pieces of work while much is under way', async () => {
    const { commits } = await drain(2_000, 100);
    expect(commits).toBeLessThan(2_000 / 25);
  });

  it('keep no piece of work waiting that is alone', async () => {
    const { commits, ms } = await drain(1, 1);
    expect(commits).toBe(3);
    expect(ms).toBeLessThan(100);
  });
});
