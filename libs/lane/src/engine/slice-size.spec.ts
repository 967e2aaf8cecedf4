import { expect, it } from '@jest/globals';
import { createSliceSize } from './slice-size.js';

it('the sooner the core is done with as many as share a transaction, the more share the next, 2,000 at most', () => {
  const size = createSliceSize();
  const sizes = [];
  for (let i = 0; i < 4; i += 1) {
    sizes.push(size.most());
    size.took(size.most(), 10);
  }
  expect(sizes).toEqual([500, 1_000, 2_000, 2_000]);
});

it('what a few records take says nothing of many', () => {
  const size = createSliceSize();
  size.took(499, 1);
  expect(size.most()).toBe(500);
});

it('where the core takes long fewer share the next, 500 at least', () => {
  const size = createSliceSize();
  size.took(500, 10);
  size.took(1_000, 40);
  expect(size.most()).toBe(1_000);
  size.took(1_000, 60);
  size.took(500, 60);
  expect(size.most()).toBe(500);
});
