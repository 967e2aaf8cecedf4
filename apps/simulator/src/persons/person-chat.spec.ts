import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../bot-api/json.js';
import { startSimulator, turnedClock, type PersonChat, type Simulator, type TurnedClock } from '../index.js';
import { must } from '../testing/call-bot-api.js';
import type { Bot } from '../world/world.js';

describe('a person', () => {
  let clock: TurnedClock;
  let simulator: Simulator;
  let bot: Bot;
  let anna: PersonChat;

  beforeEach(async () => {
    clock = turnedClock();
    simulator = await startSimulator({ clock, checksAnswers: true });
    bot = simulator.createBot();
    anna = simulator.createPerson({ name: 'Anna' }).with(bot);
  });
  afterEach(() => simulator.close());

  const messages = async () =>
    (await must<JsonObject[]>(simulator, bot.token, 'getUpdates', { offset: 1 })).map(
      ({ message }) => message as JsonObject,
    );
  const photo = { name: 'a.jpg', bytes: Buffer.from('jpeg') };

  it('sends the parts of an album one by one, as slowly as uploads are', async () => {
    anna.sendAlbum([photo, photo, photo], { caption: 'three', spreadMs: 5000 });
    expect(await messages()).toHaveLength(1);
    await clock.turn(5000);
    expect(await messages()).toHaveLength(2);
    await clock.turn(5000);
    const parts = await messages();
    const [first] = parts;
    expect(parts.map((part) => part['media_group_id'])).toEqual(Array(3).fill(first?.['media_group_id']));
    expect(parts.map((part) => Number(part['date']) - Number(first?.['date']))).toEqual([0, 5, 10]);
  });

  it('says something between the parts of an album, and no one can tell when it ends', async () => {
    anna.sendAlbum([photo, photo], { spreadMs: 5000 });
    anna.say('and the log follows');
    await clock.turn(5000);
    const groups = (await messages()).map((part) => typeof part['media_group_id']);
    expect(groups).toEqual(['string', 'undefined', 'string']);
  });

  it('sends a voice message, a sticker, a contact and a place', async () => {
    anna.sendFile({ name: 'voice.oga', bytes: Buffer.from('ogg'), kind: 'voice', duration: 7 });
    anna.sendSticker('👍');
    anna.sendOther({ contact: { phone_number: '+15550100', first_name: 'Anna', user_id: anna.person } });
    anna.sendOther({ location: { latitude: 52.5, longitude: 13.4 } });
    expect(await messages()).toMatchObject([
      { voice: { duration: 7, mime_type: 'audio/ogg', file_size: 3 } },
      { sticker: { emoji: '👍' } },
      { contact: { user_id: anna.person } },
      { location: { latitude: 52.5 } },
    ]);
  });

  it('has words over 4096 characters sent as several messages, no emoji cut in two', async () => {
    anna.say(`${'x'.repeat(4095)}🔥 and on`);
    expect((await messages()).map(({ text }) => String(text).length)).toEqual([4095, 9]);
  });

  it('is told what was waited for in vain', async () => {
    anna.start();
    await expect(anna.hears('never said', { withinMs: 1 })).rejects.toThrow('a bot to say never said');
    expect(() => anna.press(anna.say('no buttons'), 'Go')).toThrow('no button "Go"');
  });
});
