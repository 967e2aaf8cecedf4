import { describe, expect, it } from '@jest/globals';
import { createStage, done } from './rehearsal/one-stage.js';

/** Pieces of work that take up to 50 ms each, at so many endpoints, where a commit takes so long (ms). */
async function drain({ count, endpoints, commitMs }: { count: number; endpoints: number; commitMs: number }) {
  const at = new Map<string, number>();
  const pass = (ms: number) => new Promise<void>((resolve) => void stage.clock.after(ms, resolve));
  const stage = createStage(
    {
      async run({ id }) {
        await pass(1 + ((Number(id) * 37) % 50));
        at.set(id, stage.clock.monotonic());
        return done;
      },
    },
    { hooks: { at: (boundary, call) => (boundary === 'commit' && call === 'transact' ? pass(commitMs) : undefined) } },
  );
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
  it('are shared by many pieces of work where they take their time', async () => {
    const { commits } = await drain({ count: 2_000, endpoints: 100, commitMs: 20 });
    expect(commits).toBeLessThan(2_000 / 25);
  });

  it('keep no piece of work waiting that is alone', async () => {
    const { commits, ms } = await drain({ count: 1, endpoints: 1, commitMs: 2 });
    expect(commits).toBe(3);
    expect(ms).toBeLessThan(100);
  });
});
