import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  startSimulator,
  turnedClock,
  type PersonChat,
  type Resident,
  type Simulator,
  type TurnedClock,
} from '../index.js';
import { must, refusal } from '../testing/call-bot-api.js';
import type { JsonObject } from './json.js';

describe('what is already shown', () => {
  let clock: TurnedClock;
  let simulator: Simulator;
  let token: string;
  let bot: { id: number };
  let person: Resident;
  let anna: PersonChat;
  let chat: number;

  beforeEach(async () => {
    clock = turnedClock();
    simulator = await startSimulator({ clock, checksAnswers: true });
    const created = simulator.createBot();
    [token, bot] = [created.token, created];
    person = simulator.createPerson({ name: 'Anna' });
    anna = person.with(bot);
    chat = person.id;
    anna.start();
  });
  afterEach(() => simulator.close());

  const send = (params: JsonObject) => must(simulator, token, 'sendMessage', { chat_id: chat, ...params });
  const refused = (params: JsonObject, method: string) =>
    refusal(simulator, token, method, { chat_id: chat, text: 'x', ...params });

  describe('editing', () => {
    const button = { inline_keyboard: [[{ text: 'a', callback_data: 'b' }]] };

    it('takes away buttons that are not given again, and is refused where nothing changes', async () => {
      const { message_id } = await send({ text: 'x', reply_markup: button });
      const edit = (params: JsonObject) =>
        refusal(simulator, token, 'editMessageText', { chat_id: chat, message_id, ...params });
      expect(await edit({ text: 'x', reply_markup: button })).toMatch(/^Bad Request: message is not modified: /);
      expect(await edit({ text: 'x' })).toBeUndefined();
      expect(anna.transcript().at(-1)).toMatchObject({ edited: true, buttons: [] });
    });

    it('changes a caption and buttons each by itself', async () => {
      const form = new FormData();
      form.append('chat_id', String(chat));
      form.append('document', new Blob(['x']), 'log.txt');
      const response = await fetch(`${simulator.url}/bot${token}/sendDocument`, { method: 'POST', body: form });
      const { message_id } = ((await response.json()) as { result: JsonObject }).result;
      const edit = (method: string, params: JsonObject) => refused({ message_id, ...params }, method);
      expect(await edit('editMessageCaption', { caption: 'see <i>line nine</i>', parse_mode: 'HTML' })).toBeUndefined();
      expect(await edit('editMessageReplyMarkup', { reply_markup: button })).toBeUndefined();
      expect(await edit('editMessageReplyMarkup', { reply_markup: button })).toMatch(/message is not modified/);
      expect(await edit('editMessageCaption', { caption: 'x'.repeat(1025) })).toBe(
        'Bad Request: message caption is too long',
      );
      expect(await edit('editMessageText', { text: 'x' })).toBe('Bad Request: there is no text in the message to edit');
      expect(anna.transcript().at(-1)).toMatchObject({
        text: 'see line nine',
        files: [{ name: 'log.txt' }],
        buttons: [[{ text: 'a', data: 'b' }]],
      });
    });

    it('is refused for a message that is gone, another’s, or of another kind', async () => {
      const said = anna.say('mine');
      const { message_id } = await send({ text: 'x' });
      expect(await refused({ message_id: 999 }, 'editMessageText')).toBe('Bad Request: message to edit not found');
      expect(await refused({ message_id: said }, 'editMessageText')).toBe("Bad Request: message can't be edited");
      expect(await refused({ message_id, caption: 'c' }, 'editMessageCaption')).toBe(
        'Bad Request: there is no caption in the message to edit',
      );
    });
  });

  describe('deleting', () => {
    it('of anything, at any time, is for an administrator who may; of others’ messages, for no one else', async () => {
      const members = { [chat]: 'creator', [bot.id]: 'member' } as const;
      const group = simulator.createGroup({ title: 'Staff', members });
      const theirs = person.with({ group: group.id }).say('chatter');
      const remove = { chat_id: group.id, message_id: theirs };
      expect(await refused(remove, 'deleteMessage')).toBe("Bad Request: message can't be deleted");
      group.set(bot, 'administrator', person);
      await clock.turn(100 * 3600_000);
      expect(await refused(remove, 'deleteMessage')).toBeUndefined();
    });

    it('reaches back 48 hours', async () => {
      const { message_id } = await send({ text: 'x' });
      await clock.turn(48 * 3600_000 + 1000);
      expect(await refused({ message_id }, 'deleteMessage')).toBe("Bad Request: message can't be deleted");
      expect(await refused({ message_id: 999 }, 'deleteMessage')).toBe('Bad Request: message to delete not found');
    });

    it('passes over messages of a batch that are not there', async () => {
      const { message_id } = await send({ text: 'x' });
      expect(
        await must(simulator, token, 'deleteMessages', { chat_id: chat, message_ids: [Number(message_id), 999] }),
      ).toBe(true);
      expect(anna.transcript().map(({ text }) => text)).toEqual(['/start']);
    });
  });

  describe('answering a press', () => {
    it('takes 200 characters at most, and leaves the press open where there are more', async () => {
      const { message_id } = await send({
        text: 'x',
        reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
      });
      const { id } = anna.press(Number(message_id), 'Go');
      const answer = (text: string) => refused({ callback_query_id: id, text }, 'answerCallbackQuery');
      expect(await answer('x'.repeat(201))).toBe('Bad Request: MESSAGE_TOO_LONG');
      expect(await answer('x'.repeat(200))).toBeUndefined();
    });

    it('works once, and within 150 s', async () => {
      const { message_id } = await send({
        text: 'x',
        reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
      });
      const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
      const first = anna.press(Number(message_id), 'Go');
      const second = anna.press(Number(message_id), 'Go');
      const answer = (id: string) => refused({ callback_query_id: id, text: 'Done' }, 'answerCallbackQuery');
      expect(await answer(first.id)).toBeUndefined();
      expect(await first.toast()).toMatchObject({ text: 'Done', alert: false });
      expect(await answer(first.id)).toBe(tooOld);
      expect(await answer('42')).toBe(tooOld);
      await clock.turn(150_001);
      expect(await answer(second.id)).toBe(tooOld);
    });
  });
});
