import { describe, expect, it } from '@jest/globals';
import { startSimulator, turnedClock } from './index.js';
import { call, must } from './testing/call-bot-api.js';
import type { JsonObject } from './bot-api/json.js';

/** What chance had a hand in. */
async function drawnFrom(seed: number) {
  const simulator = await startSimulator({ seed, clock: turnedClock(), checksAnswers: true });
  const { token, id } = simulator.createBot();
  simulator.createPerson({ name: 'Anna' }).with({ id }).say('hello');
  const [update] = await must<JsonObject[]>(simulator, token, 'getUpdates');
  simulator.faults.add({ kind: 'refuse', code: 500, description: 'restart', chance: 0.5 });
  const refused: boolean[] = [];
  for (let at = 0; at < 20; at++) refused.push(!(await call(simulator, token, 'getMe')).ok);
  await simulator.close();
  return { token, update, refused };
}

describe('a world', () => {
  it('is the same for the same seed and the same calls, and another one for another seed', async () => {
    const first = await drawnFrom(7);
    expect(await drawnFrom(7)).toEqual(first);
    const other = await drawnFrom(8);
    expect(other.token).not.toBe(first.token);
    expect(other.update?.['update_id']).not.toBe(first.update?.['update_id']);
    expect(new Set(first.refused).size).toBe(2);
  });
});
