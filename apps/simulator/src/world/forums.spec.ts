import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../bot-api/json.js';
import { startSimulator, type Group, type PersonChat, type Resident, type Simulator } from '../index.js';
import { must, refusal } from '../testing/call-bot-api.js';
import type { Bot } from './world.js';

describe('a forum', () => {
  let simulator: Simulator;
  let bot: Bot;
  let anna: Resident;
  let forum: Group;
  let chat: number;
  let inForum: PersonChat;
  let topic: number;

  beforeEach(async () => {
    simulator = await startSimulator({ checksAnswers: true });
    bot = simulator.createBot({ readsAllGroupMessages: true });
    anna = simulator.createPerson({ name: 'Anna' });
    const members = { [anna.id]: 'creator', [bot.id]: 'member' } as const;
    forum = simulator.createGroup({ title: 'Support', kind: 'forum', members });
    chat = forum.id;
    inForum = anna.with({ group: chat });
    topic = inForum.openTopic('Shop is slow');
  });
  afterEach(() => simulator.close());

  const messages = async () =>
    (await must<JsonObject[]>(simulator, bot.token, 'getUpdates')).flatMap(
      ({ message }) => (message as JsonObject) ?? [],
    );
  const send = (params: JsonObject) =>
    must(simulator, bot.token, 'sendMessage', { chat_id: chat, text: 'x', ...params });
  const refused = (params: JsonObject, method = 'sendMessage') =>
    refusal(simulator, bot.token, method, { chat_id: chat, text: 'x', ...params });

  it('says that it is one, and tells of a topic by the message that opens it', async () => {
    expect(await messages()).toMatchObject([
      { chat: { id: chat, type: 'supergroup', is_forum: true } },
      {
        message_id: topic,
        message_thread_id: topic,
        is_topic_message: true,
        forum_topic_created: { name: 'Shop is slow' },
      },
    ]);
  });

  it('has each message in its topic, as if it replied to the one that opened it', async () => {
    const said = inForum.say('since nine', { topic });
    inForum.reply(said, 'still');
    inForum.say('hello all');
    const [, , first, reply, general] = await messages();
    const within = { message_thread_id: topic, is_topic_message: true };
    expect(first).toMatchObject({ ...within, reply_to_message: { message_id: topic, forum_topic_created: {} } });
    expect(reply).toMatchObject({ ...within, reply_to_message: { message_id: said } });
    expect(general).not.toHaveProperty('message_thread_id');
  });

  it('takes what a bot sends into a topic, and refuses one that is not there', async () => {
    expect(await send({ message_thread_id: topic })).toMatchObject({
      message_thread_id: topic,
      is_topic_message: true,
    });
    const said = inForum.say('since nine', { topic });
    expect(await send({ reply_parameters: { message_id: said } })).toMatchObject({ message_thread_id: topic });
    expect(await send({})).not.toHaveProperty('message_thread_id');
    // The general topic's own id is never named.
    expect(await refused({ message_thread_id: 1 })).toBe('Bad Request: message thread not found');
    expect(await refused({ message_thread_id: said })).toBe('Bad Request: message thread not found');
    expect(inForum.transcript().filter(({ thread }) => thread === topic)).toHaveLength(4);
  });

  it('keeps the message that opened a topic, even from an administrator', async () => {
    forum.set(bot, 'administrator', anna);
    expect(await refused({ message_id: topic }, 'deleteMessage')).toBe("Bad Request: message can't be deleted");
  });
});

describe('a supergroup without topics', () => {
  it('counts replies to one message as a thread of that message', async () => {
    const simulator = await startSimulator({ checksAnswers: true });
    const bot = simulator.createBot({ readsAllGroupMessages: true });
    const anna = simulator.createPerson({ name: 'Anna' });
    const { id } = simulator.createGroup({ title: 'Staff', members: { [anna.id]: 'creator', [bot.id]: 'member' } });
    const chat = anna.with({ group: id });
    const first = chat.say('one');
    chat.reply(chat.reply(first, 'two'), 'three');
    const updates = await must<JsonObject[]>(simulator, bot.token, 'getUpdates', { offset: -2 });
    for (const { message } of updates) {
      expect(message).toMatchObject({ message_thread_id: first });
      expect(message).not.toHaveProperty('is_topic_message');
    }
    await simulator.close();
  });
});
