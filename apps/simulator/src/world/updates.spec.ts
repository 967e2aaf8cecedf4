import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../bot-api/json.js';
import { startSimulator, type Resident, type Simulator } from '../index.js';
import { must } from '../testing/call-bot-api.js';
import type { Bot } from './world.js';

describe('what a bot hears', () => {
  let simulator: Simulator;
  let bot: Bot;
  let anna: Resident;

  beforeEach(async () => {
    simulator = await startSimulator({ checksAnswers: true });
    bot = simulator.createBot({ username: 'acme_bot' });
    anna = simulator.createPerson({ name: 'Anna', lastName: 'Karenina', language: 'ru' });
  });
  afterEach(() => simulator.close());

  const updates = (of: Bot = bot) => must<JsonObject[]>(simulator, of.token, 'getUpdates');
  const types = async (of?: Bot) => (await updates(of)).map((update) => Object.keys(update)[1]);
  const texts = async (of?: Bot) =>
    (await updates(of)).flatMap(({ message }) => (message as JsonObject | undefined)?.['text'] ?? []);
  const wants = (...list: string[]) => must(simulator, bot.token, 'getUpdates', { allowed_updates: list, offset: -1 });

  it('a message with its sender, chat, reply and recognised entities', async () => {
    const chat = anna.with(bot);
    const first = chat.say('the shop is down');
    chat.reply(first, 'see https://a.b/c');
    expect((await updates())[1]?.['message']).toMatchObject({
      message_id: 2,
      from: { id: anna.id, is_bot: false, first_name: 'Anna', last_name: 'Karenina', language_code: 'ru' },
      chat: { id: anna.id, type: 'private' },
      reply_to_message: { message_id: 1, text: 'the shop is down' },
      entities: [{ type: 'url', offset: 4, length: 13 }],
    });
  });

  it('an edit, a deep link, a sticker, and nothing of a deletion', async () => {
    const chat = anna.with(bot);
    const said = chat.say('dwon');
    chat.edit(said, 'down');
    chat.start('K7QF-2M9X');
    chat.sendSticker('👍');
    chat.delete(said);
    const [, edited, started, sticker, ...more] = await updates();
    expect(edited?.['edited_message']).toMatchObject({ message_id: said, text: 'down' });
    expect(started?.['message']).toMatchObject({
      text: '/start K7QF-2M9X',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    });
    expect(sticker?.['message']).toMatchObject({ sticker: { emoji: '👍' } });
    expect(more).toEqual([]);
  });

  it('that it was blocked, and unblocked again', async () => {
    const chat = anna.with(bot);
    chat.start();
    chat.block();
    expect(() => chat.say('hello?')).toThrow('unblock it first');
    chat.unblock();
    const [, blocked, unblocked] = await updates();
    expect(blocked?.['my_chat_member']).toMatchObject({ chat: { id: anna.id }, new_chat_member: { status: 'kicked' } });
    expect(unblocked?.['my_chat_member']).toMatchObject({
      old_chat_member: { status: 'kicked' },
      new_chat_member: { status: 'member' },
    });
  });

  it('reactions only where it asked for them, and in groups only as an administrator', async () => {
    const chat = anna.with(bot);
    const said = chat.say('x');
    chat.react(said, '👍');
    expect(await types()).toEqual(['message']);
    await wants('message_reaction');
    chat.react(said, '👎');
    const group = simulator.createGroup({ title: 'Staff', members: { [anna.id]: 'creator', [bot.id]: 'member' } });
    const inGroup = anna.with({ group: group.id });
    inGroup.react(inGroup.say('y'), '🔥');
    group.set(bot, 'administrator', anna);
    inGroup.react(inGroup.say('z'), '🔥');
    const heard = (await must<JsonObject[]>(simulator, bot.token, 'getUpdates', { offset: 1 })).map(
      (update) => update['message_reaction'] as JsonObject,
    );
    expect(
      heard.filter(Boolean).map((reaction) => [(reaction['chat'] as JsonObject)['id'], reaction['new_reaction']]),
    ).toEqual([
      [anna.id, [{ type: 'emoji', emoji: '👎' }]],
      [group.id, [{ type: 'emoji', emoji: '🔥' }]],
    ]);
  });

  it('who comes and goes in a group, and nothing of its own messages', async () => {
    const group = simulator.createGroup({ title: 'Staff', members: { [anna.id]: 'creator', [bot.id]: 'member' } });
    const mark = simulator.createPerson({ name: 'Mark' }).with({ group: group.id });
    mark.join();
    mark.leave();
    await must(simulator, bot.token, 'sendMessage', { chat_id: group.id, text: 'own' });
    const heard = await updates();
    expect(
      heard.map((update) => Object.keys((update['message'] ?? update['my_chat_member']) as JsonObject).at(-1)),
    ).toEqual(['new_chat_member', 'new_chat_members', 'new_chat_members', 'left_chat_member']);
  });

  it('a press by its own data, even a forged one, and on a message that is gone', async () => {
    const chat = anna.with(bot);
    chat.start();
    const { message_id } = await must(simulator, bot.token, 'sendMessage', {
      chat_id: anna.id,
      text: 'menu',
      reply_markup: { inline_keyboard: [[{ text: 'Create', callback_data: 'c:1' }]] },
    });
    chat.press(Number(message_id), 'Create');
    chat.pressData(Number(message_id), 'forged');
    const presses = (await updates()).slice(1).map((update) => update['callback_query'] as JsonObject);
    expect(presses).toMatchObject([
      { data: 'c:1', from: { id: anna.id }, message: { message_id, text: 'menu' } },
      { data: 'forged' },
    ]);
  });

  it('gets update ids one after the other, each bot its own', async () => {
    const other = simulator.createBot();
    for (const words of ['a', 'b', 'c']) anna.with(bot).say(words);
    anna.with(other).say('d');
    const ids = (await updates()).map((update) => Number(update['update_id']));
    expect(ids.map((id) => id - (ids[0] ?? 0))).toEqual([0, 1, 2]);
    expect(await texts(other)).toEqual(['d']);
  });
});
