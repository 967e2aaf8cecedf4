import { expect, it } from '@jest/globals';
import { fewAtOnce } from './few-at-once.js';

it('a few are read at once, never more, and what came stands in their order', async () => {
  const open: (() => void)[] = [];
  let most = 0;
  const reading = fewAtOnce([1, 2, 3, 4, 5, 6, 7], async (n) => {
    await new Promise<void>((resolve) => {
      open.push(resolve);
      most = Math.max(most, open.length);
    });
    return n * 10;
  });
  for (let left = 7; left > 0; left -= 1) {
    open.pop()?.();
    await new Promise(setImmediate);
  }
  expect(await reading).toEqual([10, 20, 30, 40, 50, 60, 70]);
  expect(most).toBe(4);
});

it('one that cannot be read is an error for all, and no more are read', async () => {
  const begun: number[] = [];
  const refuse = async (n: number) => {
    begun.push(n);
    await Promise.resolve();
    if (n === 2) throw new RangeError('no');
  };
  await expect(fewAtOnce([1, 2, 3, 4, 5, 6, 7, 8, 9], refuse)).rejects.toThrow('no');
  expect(begun.length).toBeLessThan(9);
});
