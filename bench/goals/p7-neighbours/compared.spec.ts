import { expect, it } from '@jest/globals';
import { besideDesk, compared } from './compared.js';

/** A message a second, each so late. */
const late = (by: (number: number) => number) =>
  Array.from({ length: 101 }, (_, number) => ({
    number,
    intended: number * 1_000,
    received: number * 1_000 + by(number),
  }));

it('who is twice as late has twice the p99, without the window everyone waits for, and gets the same through but for the end', () => {
  const found = compared(
    late(() => 1_200),
    late(() => 2_200),
    200,
  );
  expect(found.p99).toBe(2);
  expect(found.throughput).toBeCloseTo(98 / 99);
});

it('who stands still for a while is late, and who does not get on gets less through', () => {
  const calm = late(() => 500);
  expect(
    compared(
      calm,
      late((number) => (number === 7 || number === 8 ? 9_000 : 500)),
      0,
    ).p99,
  ).toBe(18);
  expect(
    compared(
      calm,
      late(() => 50_500),
      0,
    ).throughput,
  ).toBeCloseTo(0.5);
});

it('people of the desk that is in trouble are left out, and nobody else', () => {
  const crowd = { desks: 3, people: 6 };
  const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((number) => ({ number }));
  expect(numbers.filter(besideDesk(1, crowd)).map(({ number }) => number)).toEqual([0, 2, 3, 5, 6, 8]);
});
