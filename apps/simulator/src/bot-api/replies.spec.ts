import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator, type PersonChat, type Resident, type Simulator } from '../index.js';
import { must, refusal } from '../testing/call-bot-api.js';
import type { Bot } from '../world/world.js';
import type { JsonObject } from './json.js';

describe('a reply', () => {
  let simulator: Simulator;
  let bot: Bot;
  let person: Resident;
  let anna: PersonChat;

  beforeEach(async () => {
    simulator = await startSimulator({ checksAnswers: true });
    bot = simulator.createBot({ readsAllGroupMessages: true });
    person = simulator.createPerson({ name: 'Anna' });
    anna = person.with(bot);
    anna.start();
  });
  afterEach(() => simulator.close());

  const reply = (parameters: JsonObject) => ({ chat_id: person.id, text: 'x', reply_parameters: parameters });
  const send = (parameters: JsonObject) => must(simulator, bot.token, 'sendMessage', reply(parameters));
  const refused = (parameters: JsonObject) => refusal(simulator, bot.token, 'sendMessage', reply(parameters));
  const lastMessage = async () =>
    (await must<JsonObject[]>(simulator, bot.token, 'getUpdates', { offset: -1 }))[0]?.['message'];

  it('is sent without what it replies to, where it may and that is gone', async () => {
    expect(await send({ message_id: 77, allow_sending_without_reply: true })).not.toHaveProperty('reply_to_message');
  });

  it('quotes only what stands in the message it replies to, 1024 characters at most', async () => {
    const said = anna.say(`the upstream is full ${'x'.repeat(1100)}`);
    const sent = await send({ message_id: said, quote: 'upstream', quote_position: 4000 });
    expect(sent['quote']).toEqual({ text: 'upstream', position: 4, is_manual: true });
    const wrong = 'Bad Request: QUOTE_TEXT_INVALID';
    expect(await refused({ message_id: said, quote: 'downstream' })).toBe(wrong);
    expect(await refused({ message_id: said, quote: 'x'.repeat(1025) })).toBe(wrong);
  });

  it('of a person quotes, too, also from a caption', async () => {
    const file = { name: 'log.txt', bytes: Buffer.from('x'), caption: 'see line nine' };
    anna.say('which?', { replyTo: anna.sendFile(file), quote: 'line nine' });
    expect(await lastMessage()).toMatchObject({
      reply_to_message: { caption: 'see line nine' },
      quote: { text: 'line nine', position: 4, is_manual: true },
    });
    expect(() => anna.say('?', { replyTo: 2, quote: 'line ten' })).toThrow('only what stands there');
  });

  it('to a message of another chat shows whose it was, and which, if that was a supergroup', async () => {
    const members = { [person.id]: 'creator', [bot.id]: 'member' } as const;
    const group = simulator.createGroup({ title: 'Staff', members });
    const inGroup = person.with({ group: group.id });
    const said = inGroup.say('the disk is full');
    const external_reply = {
      origin: { type: 'user', sender_user: { id: person.id } },
      chat: { id: group.id },
      message_id: said,
    };
    const sent = await send({ chat_id: group.id, message_id: said, quote: 'disk' });
    expect(sent).toMatchObject({ external_reply, quote: { text: 'disk', position: 4 } });
    expect(sent).not.toHaveProperty('reply_to_message');
    anna.say('that one', { replyTo: said, replyIn: group.place });
    expect(await lastMessage()).toMatchObject({ text: 'that one', external_reply });
    expect(await refused({ chat_id: -5, message_id: said })).toBe('Bad Request: message to be replied not found');
  });

  it('shows nothing of what it replied to, once that was deleted', async () => {
    const said = anna.say('oops');
    anna.reply(said, 'not that');
    anna.delete(said);
    expect(anna.transcript().at(-1)?.replyTo).toEqual({ id: said, from: '', text: '' });
  });
});
