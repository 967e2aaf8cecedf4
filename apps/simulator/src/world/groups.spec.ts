import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../bot-api/json.js';
import { startSimulator, type Group, type Resident, type Simulator } from '../index.js';
import { call, must } from '../testing/call-bot-api.js';
import type { Bot } from './world.js';

describe('a group that becomes a supergroup', () => {
  let simulator: Simulator;
  let bot: Bot;
  let anna: Resident;
  let group: Group;

  beforeEach(async () => {
    simulator = await startSimulator({ checksAnswers: true });
    bot = simulator.createBot();
    anna = simulator.createPerson({ name: 'Anna' });
    const members = { [anna.id]: 'creator', [bot.id]: 'member' } as const;
    group = simulator.createGroup({ title: 'Staff', kind: 'group', members });
  });
  afterEach(() => simulator.close());

  it('is refused under its old id, with the new one beside the words', async () => {
    const to = group.upgrade(anna);
    expect(await call(simulator, bot.token, 'sendMessage', { chat_id: group.id, text: 'x' })).toEqual({
      status: 400,
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: to },
    });
    expect(await must(simulator, bot.token, 'sendMessage', { chat_id: to, text: 'x' })).toMatchObject({
      chat: { id: to, type: 'supergroup', title: 'Staff' },
    });
  });

  it('says so in both, and keeps its members', async () => {
    const to = group.upgrade(anna);
    anna.with({ group: to }).say('/help');
    const updates = await must<JsonObject[]>(simulator, bot.token, 'getUpdates', { offset: -3 });
    expect(updates.map(({ message }) => message)).toMatchObject([
      { chat: { id: group.id }, migrate_to_chat_id: to },
      { chat: { id: to }, migrate_from_chat_id: group.id },
      { chat: { id: to }, text: '/help' },
    ]);
  });
});
