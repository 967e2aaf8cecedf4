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

it('one that cannot be read is an error for all', async () => {
  const refuse = (n: number) => (n === 2 ? Promise.reject(new RangeError('no')) : Promise.resolve(n));
  await expect(fewAtOnce([1, 2, 3], refuse)).rejects.toThrow('no');
});
