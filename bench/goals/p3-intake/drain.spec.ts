import { expect, it } from '@jest/globals';
import { countDrain } from './drain.js';

it('a drain is over with the last record that is committed', async () => {
  const drain = countDrain(3);
  drain.saw();
  drain.took(2);
  const over = await Promise.race([drain.done.then(() => true), Promise.resolve(false)]);
  expect(over).toBe(false);
  drain.took(1);
  const { seconds } = await drain.done;
  expect(seconds).toBeGreaterThanOrEqual(0);
});

it('a drain that fails says why', async () => {
  const drain = countDrain(1);
  drain.failed(new Error('no lane'));
  await expect(drain.done).rejects.toThrow('no lane');
});
