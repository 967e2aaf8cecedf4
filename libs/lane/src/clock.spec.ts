import { expect, it } from '@jest/globals';
import { untilBeat } from './clock.js';

const beatAfter = (now: number) => now + untilBeat({ monotonic: () => now }, 500);

it('beats at whole multiples, for whoever asks', () => {
  expect([1_000, 1_001, 1_250, 1_480].map(beatAfter)).toEqual([1_500, 1_500, 1_500, 1_500]);
});

it('beats never early, nor twice where a timer was', () => {
  for (let now = 7_000; now < 8_000; now += 0.7) expect(beatAfter(now) % 500).toBeLessThan(1);
  expect(beatAfter(1_499.2)).toBeGreaterThanOrEqual(2_000);
});
