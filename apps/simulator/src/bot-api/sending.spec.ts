import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator, type PersonChat, type Resident, type Simulator } from '../index.js';
import { call, must, refusal } from '../testing/call-bot-api.js';
import type { JsonObject } from './json.js';

describe('sending', () => {
  let simulator: Simulator;
  let token: string;
  let bot: { id: number };
  let person: Resident;
  let anna: PersonChat;
  let chat: number;

  beforeEach(async () => {
    simulator = await startSimulator({ checksAnswers: true });
    const created = simulator.createBot();
    [token, bot] = [created.token, created];
    person = simulator.createPerson({ name: 'Anna' });
    anna = person.with(bot);
    chat = person.id;
    anna.start();
  });
  afterEach(() => simulator.close());

  const send = (params: JsonObject) => must(simulator, token, 'sendMessage', { chat_id: chat, ...params });
  const refused = (params: JsonObject, method = 'sendMessage') =>
    refusal(simulator, token, method, { chat_id: chat, text: 'x', ...params });

  it.each([
    ['chat not found', { chat_id: 404 }],
    ['chat not found', { chat_id: '@someone' }],
    ['chat_id is empty', { chat_id: '' }],
    ['message text is empty', { text: '' }],
    ['message text is empty', { text: ' \n ' }],
    ['message is too long', { text: 'x'.repeat(4097) }],
    ['message to be replied not found', { reply_parameters: { message_id: 77 } }],
    ['can\'t parse entities: Unsupported start tag "p" at byte offset 0', { text: '<p>', parse_mode: 'HTML' }],
    ['BUTTON_DATA_INVALID', { reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'я'.repeat(33) }]] } }],
    [
      'reply markup is too long',
      { reply_markup: { inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'a', callback_data: 'b' }]) } },
    ],
    [
      "can't parse parameter reply_markup.inline_keyboard[0][0].text: is missing",
      { reply_markup: { inline_keyboard: [[{ callback_data: 'b' }]] } },
    ],
  ])('is refused with "%s"', async (words, params) => {
    expect(await refused(params)).toBe(`Bad Request: ${words}`);
  });

  it('takes 4096 characters and 64 bytes of data, counted after the markup is taken out', async () => {
    const sent = await send({
      text: `<b>${'&lt;'.repeat(4096)}</b>`,
      parse_mode: 'HTML',
      reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'я'.repeat(32) }]] },
    });
    expect(sent['entities']).toEqual([{ type: 'bold', offset: 0, length: 4096 }]);
  });

  it('is forbidden while the person has blocked the bot, and allowed again after', async () => {
    anna.block();
    expect(await refused({})).toBe('Forbidden: bot was blocked by the user');
    anna.unblock();
    expect(await send({ text: 'x' })).toMatchObject({ text: 'x' });
    person.deactivate();
    expect(await refused({})).toBe('Forbidden: user is deactivated');
  });

  it('cannot begin with someone who never wrote to the bot', async () => {
    const mark = simulator.createPerson({ name: 'Mark' });
    expect(await refused({ chat_id: mark.id })).toBe('Bad Request: chat not found');
    expect(await refused({ chat_id: simulator.createBot().id })).toBe("Forbidden: bots can't send messages to bots");
    simulator.createGroup({ title: 'Staff', members: { [mark.id]: 'creator', [bot.id]: 'member' } });
    expect(await refused({ chat_id: mark.id })).toBe("Forbidden: bot can't initiate conversation with a user");
  });

  it('is forbidden in a group it was thrown out of or left', async () => {
    const group = simulator.createGroup({ title: 'Staff', members: { [chat]: 'creator', [bot.id]: 'member' } });
    await must(simulator, token, 'leaveChat', { chat_id: group.id });
    expect(await refused({ chat_id: group.id })).toBe('Forbidden: bot is not a member of the supergroup chat');
    group.set(bot, 'kicked', person);
    expect(await refused({ chat_id: group.id })).toBe('Forbidden: bot was kicked from the supergroup chat');
  });

  it('knows unknown tokens, tokens that are none, and unknown methods', async () => {
    expect(await call(simulator, `${bot.id}:wrong`, 'getMe')).toEqual({
      status: 401,
      ok: false,
      error_code: 401,
      description: 'Unauthorized',
    });
    expect(await call(simulator, 'nonsense', 'getMe')).toMatchObject({ status: 404, description: 'Not Found' });
    expect(await call(simulator, token, 'sendTelepathy')).toMatchObject({ status: 404, description: 'Not Found' });
  });

  it('takes any case of a method, GET, and forms', async () => {
    const byGet = await fetch(`${simulator.url}/bot${token}/SENDMESSAGE?chat_id=${chat}&text=by+GET`);
    const byForm = await fetch(`${simulator.url}/bot${token}/sendmessage`, {
      method: 'POST',
      body: new URLSearchParams({
        chat_id: String(chat),
        text: 'by form',
        reply_markup: '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}',
      }),
    });
    expect(await byGet.json()).toMatchObject({ ok: true, result: { text: 'by GET' } });
    expect(await byForm.json()).toMatchObject({ result: { reply_markup: { inline_keyboard: [[{ text: 'a' }]] } } });
  });

  it.each(['//', '/bot', '/bot%E0%A4%A/getMe', '/file/bot1:x/%', '/person/%'])(
    'answers %s with an error, and goes on',
    async (path) => {
      expect((await fetch(simulator.url + path, { method: 'PATCH' })).status).toBeGreaterThanOrEqual(400);
      expect(await must(simulator, token, 'getMe')).toMatchObject({ id: bot.id });
    },
  );

  it('refuses a body that is no JSON', async () => {
    const response = await fetch(`${simulator.url}/bot${token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"chat_id":',
    });
    expect(response.status).toBe(400);
  });

  it('copies without a name and forwards with one', async () => {
    const said = anna.say('look');
    const from = { from_chat_id: chat, message_id: said };
    await must(simulator, token, 'copyMessage', { chat_id: chat, ...from });
    expect(anna.transcript().at(-1)).toMatchObject({ text: 'look', from: { bot: true } });
    const forwarded = await must(simulator, token, 'forwardMessage', { chat_id: chat, ...from });
    expect(forwarded['forward_origin']).toMatchObject({ type: 'user', sender_user: { id: chat } });
    expect(await refused({ from_chat_id: chat, message_id: 999 }, 'copyMessage')).toBe(
      'Bad Request: message to copy not found',
    );
  });

  it('reacts with one of the emojis there are', async () => {
    const said = anna.say('look');
    const react = (emoji: string) =>
      refused({ message_id: said, reaction: [{ type: 'emoji', emoji }] }, 'setMessageReaction');
    expect(await react('👌')).toBeUndefined();
    expect(anna.transcript().at(-1)?.reactions).toMatchObject([{ emoji: '👌' }]);
    expect(await react('🐘')).toBe('Bad Request: REACTION_INVALID');
  });

  it('shows typing, and knows no other action', async () => {
    const seen: string[] = [];
    simulator.onEvent((event) => event.kind === 'action-shown' && seen.push(event.action));
    expect(await refused({ action: 'typing' }, 'sendChatAction')).toBeUndefined();
    expect(await refused({ action: 'dancing' }, 'sendChatAction')).toBe(
      'Bad Request: wrong parameter action in request',
    );
    expect(seen).toEqual(['typing']);
  });

  it('keeps commands by scope and language', async () => {
    const commands = [{ command: 'help', description: 'What I can do' }];
    await must(simulator, token, 'setMyCommands', { commands, language_code: 'en' });
    expect(await must(simulator, token, 'getMyCommands', { language_code: 'en' })).toEqual(commands);
    expect(await must(simulator, token, 'getMyCommands')).toEqual([]);
    expect(await refused({ commands: [{ command: 'Help!', description: 'x' }] }, 'setMyCommands')).toBe(
      'Bad Request: BOT_COMMAND_INVALID',
    );
  });

  it('tells who is in a chat', async () => {
    const group = simulator.createGroup({ title: 'Staff', members: { [chat]: 'creator', [bot.id]: 'administrator' } });
    const of = { chat_id: group.id };
    expect(await must(simulator, token, 'getChat', of)).toMatchObject({ title: 'Staff', type: 'supergroup' });
    expect(await must(simulator, token, 'getChatMember', { ...of, user_id: chat })).toMatchObject({
      status: 'creator',
    });
    expect(await must(simulator, token, 'getChatMemberCount', of)).toBe(2);
    expect(await must<JsonObject[]>(simulator, token, 'getChatAdministrators', of)).toHaveLength(2);
  });
});
