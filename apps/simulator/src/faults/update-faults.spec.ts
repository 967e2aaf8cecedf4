import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../bot-api/json.js';
import { startSimulator, type PersonChat, type Simulator } from '../index.js';
import { must } from '../testing/call-bot-api.js';
import type { Bot } from '../world/world.js';

describe('updates that fit no schema', () => {
  let simulator: Simulator;
  let bot: Bot;
  let anna: PersonChat;

  beforeEach(async () => {
    simulator = await startSimulator({ checksAnswers: false });
    bot = simulator.createBot();
    anna = simulator.createPerson({ name: 'Anna' }).with(bot);
  });
  afterEach(() => simulator.close());

  const poll = (offset: number) => must<JsonObject[]>(simulator, bot.token, 'getUpdates', { offset });

  it('have fields, sizes and types no one expects', async () => {
    simulator.faults.add({ kind: 'unknown-field', times: 1 });
    simulator.faults.add({ kind: 'oversized', bytes: 600_000, times: 1 });
    simulator.faults.add({ kind: 'unknown-type', type: 'message', times: 1 });
    anna.say('x');
    const updates = await poll(1);
    expect(updates.map((update) => Object.keys(update).slice(1))).toEqual([
      ['message', 'field_of_tomorrow', 'ballast'],
      ['update_of_tomorrow'],
    ]);
    expect(JSON.stringify(updates[0]).length).toBeGreaterThan(600_000);
  });

  it('are given 4 MB at a time, and one at least', async () => {
    simulator.faults.add({ kind: 'oversized', bytes: 5 * 2 ** 20, times: 1 });
    simulator.faults.add({ kind: 'oversized', bytes: 1.5 * 2 ** 20 });
    for (const words of ['huge', 'one', 'two', 'three']) anna.say(words);
    const sizes: number[] = [];
    for (let offset = 1; ;) {
      const updates = await poll(offset);
      if (updates.length === 0) break;
      sizes.push(updates.length);
      offset = Number(updates.at(-1)?.['update_id']) + 1;
    }
    expect(sizes).toEqual([1, 2, 1]);
  });
});
