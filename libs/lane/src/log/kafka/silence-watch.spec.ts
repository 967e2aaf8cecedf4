import { expect, it } from '@jest/globals';
import { virtualClock } from '../../virtual-clock.js';
import { SILENCE_MS, watchSilence } from './silence-watch.js';

function setUp() {
  const clock = virtualClock();
  const node = clock.node();
  let heardAt = 0;
  let silences = 0;
  const watch = watchSilence(
    node,
    () => heardAt,
    () => void (silences += 1),
  );
  return { clock, node, watch, hear: () => void (heardAt = clock.monotonic()), silences: () => silences };
}

it('a group that is never heard again is told of once', async () => {
  const { clock, silences } = setUp();
  await clock.advance(SILENCE_MS - 1);
  expect(silences()).toBe(0);
  await clock.advance(10 * SILENCE_MS);
  expect(silences()).toBe(1);
});

it('a group that is heard now and then is not silent', async () => {
  const { clock, hear, silences } = setUp();
  for (let i = 0; i < 5; i += 1) {
    await clock.advance(SILENCE_MS / 2);
    hear();
  }
  expect(silences()).toBe(0);
});

it('a process that was stopped for longer may be heard again', async () => {
  const { clock, node, hear, silences } = setUp();
  node.freeze();
  await clock.advance(10 * SILENCE_MS);
  node.thaw();
  await clock.advance(SILENCE_MS / 2);
  hear();
  await clock.advance(SILENCE_MS / 2);
  expect(silences()).toBe(0);
});

it('nothing is watched any more once it is ended', async () => {
  const { clock, watch, silences } = setUp();
  watch.end();
  await clock.advance(10 * SILENCE_MS);
  expect(silences()).toBe(0);
});
