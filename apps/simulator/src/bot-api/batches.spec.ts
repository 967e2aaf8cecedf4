import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator, type PersonChat, type Simulator } from '../index.js';
import { must, refusal } from '../testing/call-bot-api.js';
import type { JsonObject } from './json.js';

describe('many messages at once', () => {
  let simulator: Simulator;
  let token: string;
  let anna: PersonChat;
  let chat: number;

  beforeEach(async () => {
    simulator = await startSimulator({ checksAnswers: true });
    const bot = simulator.createBot();
    token = bot.token;
    const person = simulator.createPerson({ name: 'Anna' });
    anna = person.with(bot);
    chat = person.id;
  });
  afterEach(() => simulator.close());

  const photo = { name: 'a.jpg', bytes: Buffer.from('jpeg') };
  const batch = (ids: number[], more: JsonObject = {}) => ({
    chat_id: chat,
    from_chat_id: chat,
    message_ids: ids,
    ...more,
  });

  it.each(['copyMessages', 'forwardMessages'])(
    'go by %s in order, albums still albums, and the missing passed over',
    async (method) => {
      const [first = 0, second = 0] = anna.sendAlbum([photo, photo], { caption: 'both' });
      const words = anna.say('and words');
      const sent = await must<JsonObject[]>(simulator, token, method, batch([first, second, words, 99]));
      const shown = anna.transcript().slice(3);
      expect(sent.map(({ message_id: id }) => id)).toEqual(shown.map(({ id }) => id));
      expect(shown.map(({ text }) => text)).toEqual(['both', '', 'and words']);
      expect(shown[0]?.album).toBe(shown[1]?.album);
      expect(shown[0]?.album).not.toBe(anna.transcript()[0]?.album);
      expect(shown[2]?.album).toBeUndefined();
    },
  );

  it('are copied without their captions, where that is asked for', async () => {
    const ids = anna.sendAlbum([photo, photo], { caption: 'both' });
    await must(simulator, token, 'copyMessages', batch(ids, { remove_caption: true }));
    expect(anna.transcript().at(-2)).toMatchObject({ text: '', files: [{ kind: 'photo' }] });
  });

  it.each([
    ['message identifiers are not specified', []],
    ['message identifiers must be in a strictly increasing order', [2, 1]],
    ['too many message identifiers specified', Array.from({ length: 101 }, (_, at) => at + 1)],
    ['there are no messages to process', [98, 99]],
  ])('are refused with "%s"', async (words, ids) => {
    anna.say('one');
    anna.say('two');
    expect(await refusal(simulator, token, 'copyMessages', batch(ids))).toBe(`Bad Request: ${words}`);
  });

  it('are deleted 100 at most', async () => {
    const ids = Array.from({ length: 101 }, () => anna.say('x'));
    const remove = (some: number[]) =>
      refusal(simulator, token, 'deleteMessages', { chat_id: chat, message_ids: some });
    expect(await remove(ids)).toBe('Bad Request: too many message identifiers specified');
    expect(await remove(ids.slice(1))).toBeUndefined();
    expect(anna.transcript()).toHaveLength(1);
  });
});
