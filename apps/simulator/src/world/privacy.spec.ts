import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../bot-api/json.js';
import { startSimulator, type Resident, type Simulator } from '../index.js';
import { must } from '../testing/call-bot-api.js';
import type { Bot } from './world.js';

describe('in a group a bot hears', () => {
  let simulator: Simulator;
  let bot: Bot;
  let anna: Resident;

  beforeEach(async () => {
    simulator = await startSimulator({ checksAnswers: true });
    bot = simulator.createBot({ username: 'acme_bot' });
    anna = simulator.createPerson({ name: 'Anna' });
  });
  afterEach(() => simulator.close());

  const texts = async (of: Bot = bot) =>
    (await must<JsonObject[]>(simulator, of.token, 'getUpdates')).flatMap(
      ({ message }) => (message as JsonObject | undefined)?.['text'] ?? [],
    );

  it('only what is meant for it, unless privacy is off', async () => {
    const nosy = simulator.createBot({ readsAllGroupMessages: true });
    const members = { [anna.id]: 'creator', [bot.id]: 'member', [nosy.id]: 'member' } as const;
    const group = simulator.createGroup({ title: 'Staff', members });
    const chat = anna.with({ group: group.id });
    const { message_id } = await must(simulator, bot.token, 'sendMessage', { chat_id: group.id, text: 'news' });
    for (const text of ['chatter', '/help', '/help@other_bot', '/help@acme_bot', 'hey @acme_bot']) chat.say(text);
    chat.reply(Number(message_id), 'thanks');
    expect(await texts()).toEqual(['/help', '/help@acme_bot', 'hey @acme_bot', 'thanks']);
    expect(await texts(nosy)).toHaveLength(6);
  });

  it('everything, once it is an administrator', async () => {
    const group = simulator.createGroup({ title: 'Staff', members: { [anna.id]: 'creator', [bot.id]: 'member' } });
    const chat = anna.with({ group: group.id });
    chat.say('before');
    group.set(bot, 'administrator', anna);
    chat.say('after');
    expect(await texts()).toEqual(['after']);
  });

  it('a command that names no bot, if no other bot spoke after it', async () => {
    const other = simulator.createBot();
    const members = { [anna.id]: 'creator', [bot.id]: 'member', [other.id]: 'member' } as const;
    const group = simulator.createGroup({ title: 'Staff', members });
    const chat = anna.with({ group: group.id });
    chat.say('/first');
    await must(simulator, other.token, 'sendMessage', { chat_id: group.id, text: 'I am here' });
    chat.say('/second');
    expect(await texts()).toEqual(['/first']);
    expect(await texts(other)).toEqual(['/first', '/second']);
  });

  it('nothing any more, once it was thrown out', async () => {
    const group = simulator.createGroup({ title: 'Staff', members: { [anna.id]: 'creator', [bot.id]: 'member' } });
    group.set(bot, 'kicked', anna);
    anna.with({ group: group.id }).say('/help');
    const updates = await must<JsonObject[]>(simulator, bot.token, 'getUpdates', { offset: -1 });
    expect(updates[0]?.['my_chat_member']).toMatchObject({ new_chat_member: { status: 'kicked' } });
    expect(await texts()).toEqual([]);
  });
});
