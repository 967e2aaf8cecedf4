import { expect, it } from '@jest/globals';
import { nowAndThen } from './now-and-then.js';

it('says how far it is every five seconds, and nothing of what is done before', () => {
  const said: string[] = [];
  let now = 0;
  const tell = nowAndThen(
    5_000,
    (text) => void said.push(text),
    () => now,
  );
  for (; now < 12_000; now += 1_000) tell(() => `at ${now}`);
  expect(said).toEqual(['at 5000', 'at 10000']);
});
