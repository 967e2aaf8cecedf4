import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator, type Group, type Resident, type Simulator } from '../index.js';
import { must, refusal } from '../testing/call-bot-api.js';
import type { Bot } from './world.js';

describe('rights in a group', () => {
  let simulator: Simulator;
  let bot: Bot;
  let anna: Resident;
  let group: Group;

  beforeEach(async () => {
    simulator = await startSimulator({ checksAnswers: true });
    bot = simulator.createBot();
    anna = simulator.createPerson({ name: 'Anna' });
    group = simulator.createGroup({ title: 'Staff', members: { [anna.id]: 'creator', [bot.id]: 'member' } });
  });
  afterEach(() => simulator.close());

  const call = (method: string, params: object) =>
    refusal(simulator, bot.token, method, { chat_id: group.id, ...params });
  const standing = (user: number) => must(simulator, bot.token, 'getChatMember', { chat_id: group.id, user_id: user });

  it('let a restricted bot read and not write', async () => {
    group.set(bot, 'restricted', anna);
    expect(await call('sendMessage', { text: 'x' })).toBe(
      'Bad Request: not enough rights to send text messages to the chat',
    );
    expect(await standing(bot.id)).toMatchObject({ status: 'restricted', is_member: true, can_send_messages: false });
    group.set(bot, 'member', anna);
    expect(await call('sendMessage', { text: 'x' })).toBeUndefined();
  });

  it('name what a restricted bot may not send', async () => {
    const sent = await must(simulator, bot.token, 'sendMessage', { chat_id: group.id, text: 'x' });
    const photo = anna.with({ group: group.id }).sendFile({ name: 'a.jpg', bytes: Buffer.from('x'), kind: 'photo' });
    group.set(bot, 'restricted', anna);
    const copy = (id: unknown) => call('copyMessage', { from_chat_id: group.id, message_id: id });
    expect(await copy(photo)).toBe('Bad Request: not enough rights to send photos to the chat');
    expect(await copy(sent['message_id'])).toBe('Bad Request: not enough rights to send text messages to the chat');
  });

  it('let an administrator delete what others wrote, unless that right was kept from it', async () => {
    const theirs = anna.with({ group: group.id }).say('chatter');
    group.set(bot, 'administrator', anna, { can_delete_messages: false });
    expect(await standing(bot.id)).toMatchObject({ status: 'administrator', can_delete_messages: false });
    expect(await call('deleteMessage', { message_id: theirs })).toBe("Bad Request: message can't be deleted");
    group.set(bot, 'administrator', anna, {});
    expect(await call('deleteMessage', { message_id: theirs })).toBeUndefined();
  });

  it('keep a restricted person from writing, too', () => {
    const mark = simulator.createPerson({ name: 'Mark' });
    group.set(mark, 'restricted', anna);
    expect(() => mark.with({ group: group.id }).say('x')).toThrow('They may only read');
  });
});
