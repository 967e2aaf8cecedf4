import { describe, expect, it } from '@jest/globals';
import { createStage, done, type Order } from './rehearsal/one-stage.js';

/** What ran and what expired of work that says it is so old (ms; less than nothing: it is from the future). */
async function begunOf(ageMs: number, order: (born: number) => Partial<Order>) {
  const seen: string[] = [];
  const { clock, start, submit } = createStage({
    run: async () => (seen.push('ran'), done),
    expired: () => (seen.push('expired'), {}),
  });
  start();
  await clock.advance(1_000);
  const born = clock.now() - ageMs;
  void submit({ id: 'a', bornAt: born, dueAt: born, ...order(born) });
  await clock.advance(2_000);
  return seen;
}

const lookUp = (born: number) => ({ effect: false, expiresAt: born + 10_000 });

describe('work from a host with another clock', () => {
  it('runs at once, though it says it is born two minutes from now', async () => {
    expect(await begunOf(-120_000, () => ({}))).toEqual(['ran']);
    expect(await begunOf(-120_000, lookUp)).toEqual(['ran']);
  });

  it('has all its time, though it says it is born two minutes ago, and was on its way', async () => {
    expect(await begunOf(121_000, lookUp)).toEqual(['ran']);
  });

  it('has expired where its time is over, however far clocks are apart', async () => {
    expect(await begunOf(131_000, lookUp)).toEqual(['expired']);
  });

  it('waits for a time that was meant', async () => {
    expect(await begunOf(0, (born) => ({ dueAt: born + 60_000 }))).toEqual([]);
  });
});
