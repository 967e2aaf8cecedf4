import { expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { createHangs } from './hangs.js';

it('one tracker hangs until it is let go, and the others answer meanwhile', async () => {
  const hangs = createHangs();
  const answered: string[] = [];
  const ask = (base: string) => void hangs.over(base).then(() => answered.push(base));
  hangs.hang('/desk-7');
  ['/desk-7', '/desk-8'].forEach(ask);
  await turn();
  expect(answered).toEqual(['/desk-8']);
  hangs.letGo('/desk-7');
  ask('/desk-7');
  await turn();
  expect(answered).toEqual(['/desk-8', '/desk-7', '/desk-7']);
});
