import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../bot-api/json.js';
import {
  startSimulator,
  turnedClock,
  type Business,
  type PersonChat,
  type Resident,
  type Simulator,
} from '../index.js';
import type { TurnedClock } from '../index.js';
import { must, refusal } from '../testing/call-bot-api.js';
import type { Bot } from './world.js';

describe('a business account', () => {
  let clock: TurnedClock;
  let simulator: Simulator;
  let bot: Bot;
  let owner: Resident;
  let customer: Resident;
  let business: Business;
  let fromOwner: PersonChat;
  let fromCustomer: PersonChat;

  beforeEach(async () => {
    clock = turnedClock();
    simulator = await startSimulator({ clock, checksAnswers: true });
    bot = simulator.createBot();
    owner = simulator.createPerson({ name: 'Boris' });
    customer = simulator.createPerson({ name: 'Anna' });
    owner.with(bot).start();
    business = owner.letAnswer(bot);
    ({ owner: fromOwner, customer: fromCustomer } = business.with(customer));
  });
  afterEach(() => simulator.close());

  const updates = () => must<JsonObject[]>(simulator, bot.token, 'getUpdates', { offset: 1 });
  const within = () => ({ business_connection_id: business.id });
  const send = (params: JsonObject) =>
    must(simulator, bot.token, 'sendMessage', { chat_id: customer.id, text: 'x', ...params });
  const refused = (method: string, params: JsonObject) =>
    refusal(simulator, bot.token, method, { chat_id: customer.id, text: 'x', ...params });

  it('tells the bot it answers for that it does, and when no more', async () => {
    expect(await must(simulator, bot.token, 'getBusinessConnection', within())).toMatchObject({
      id: business.id,
      user: { id: owner.id },
      is_enabled: true,
    });
    business.end();
    const heard = (await updates()).flatMap((update) => update['business_connection'] ?? []);
    expect(heard).toMatchObject([{ is_enabled: true }, { id: business.id, is_enabled: false }]);
    fromCustomer.say('hello?');
    expect((await updates()).some((update) => 'business_message' in update)).toBe(false);
    expect(await refused('sendMessage', within())).toBe('Bad Request: business connection not found');
  });

  it('has what both write in its chats brought to the bot, edits and deletions, too', async () => {
    const said = fromCustomer.say('the shop is dwon');
    fromCustomer.edit(said, 'the shop is down');
    fromOwner.reply(said, 'one moment');
    fromCustomer.delete(said);
    const chat = { id: customer.id, type: 'private' };
    const heard = (await updates()).slice(2);
    expect(heard.map((update) => Object.keys(update)[1])).toEqual([
      'business_message',
      'edited_business_message',
      'business_message',
      'deleted_business_messages',
    ]);
    expect(heard[0]?.['business_message']).toMatchObject({ ...within(), chat, from: { id: customer.id } });
    expect(heard[1]?.['edited_business_message']).toMatchObject({ ...within(), text: 'the shop is down' });
    expect(heard[2]?.['business_message']).toMatchObject({ chat, from: { id: owner.id }, text: 'one moment' });
    expect(heard[3]?.['deleted_business_messages']).toEqual({
      ...within(),
      chat: expect.anything(),
      message_ids: [said],
    });
  });

  it('lets the bot answer in the owner’s name, apart from its own chat with that person', async () => {
    const own = customer.with(bot);
    own.start();
    fromCustomer.say('hello');
    expect(await send({ ...within(), text: 'for Boris' })).toMatchObject({
      ...within(),
      from: { id: owner.id },
      sender_business_bot: { id: bot.id },
      chat: { id: customer.id },
    });
    expect(fromCustomer.transcript().map(({ text }) => text)).toEqual(['hello', 'for Boris']);
    expect(own.transcript().map(({ text }) => text)).toEqual(['/start']);
    expect((await updates()).filter((update) => 'business_message' in update)).toHaveLength(1);
  });

  it('hears of a button pressed under what the bot sent for it', async () => {
    fromCustomer.say('hello');
    const reply_markup = { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] };
    const { message_id } = await send({ ...within(), reply_markup });
    fromCustomer.press(Number(message_id), 'Go');
    const press = (await updates()).at(-1)?.['callback_query'];
    expect(press).toMatchObject({ data: 'go', from: { id: customer.id }, message: { message_id, ...within() } });
  });

  it('lets the bot edit what the owner wrote, for 48 hours, and what it wrote itself at any time', async () => {
    const theirs = fromOwner.say('one momnet');
    const { message_id } = await send(within());
    const edit = (id: unknown, text: string) =>
      refused('editMessageText', { ...within(), message_id: Number(id), text });
    expect(await edit(theirs, 'one moment')).toBeUndefined();
    await clock.turn(48 * 3600_000 + 1);
    expect(await edit(theirs, 'two moments')).toBe("Bad Request: message can't be edited");
    expect(await edit(message_id, 'y')).toBeUndefined();
    expect(await edit(fromCustomer.say('mine'), 'yours')).toBe("Bad Request: message can't be edited");
  });

  it('is no one else’s to answer for', async () => {
    const other = simulator.createBot();
    const wrong = 'Bad Request: business connection not found';
    expect(await refusal(simulator, other.token, 'getBusinessConnection', within())).toBe(wrong);
    expect(await refused('sendMessage', { business_connection_id: 'none' })).toBe(wrong);
    expect(await refused('sendMessage', { ...within(), chat_id: 404 })).toBe('Bad Request: chat not found');
  });
});
