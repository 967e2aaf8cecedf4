import { expect, it } from '@jest/globals';
import { startSimulator, turnedClock } from './index.js';
import { call, must } from './testing/call-bot-api.js';

it('counts what bots show, by chat, bot and kind, and finds the busiest time', async () => {
  const clock = turnedClock();
  const simulator = await startSimulator({ clock, checksAnswers: true });
  const bot = simulator.createBot();
  const people = ['Anna', 'Mark'].map((name) => simulator.createPerson({ name }));
  for (const person of people) person.with(bot).start();
  const [anna, mark] = people.map(({ id }) => id);
  const send = (chat: number | undefined, text: string) =>
    must(simulator, bot.token, 'sendMessage', { chat_id: chat, text });
  await send(anna, 'one');
  await clock.turn(400);
  const { message_id } = await send(anna, 'two');
  await clock.turn(800);
  await send(mark, 'three');
  await must(simulator, bot.token, 'editMessageText', { chat_id: anna, message_id, text: 'zwei' });

  expect(simulator.counters.count()).toBe(4);
  expect(simulator.counters.count({ chat: anna, kind: 'message' })).toBe(2);
  expect(simulator.counters.busiest(1000, { chat: anna })).toBe(2);
  expect(simulator.counters.busiest(1000)).toBe(3);
  await simulator.close();
});

it('is an outbox: what bots sent, edited and reacted with, in order, with its chat, message and time', async () => {
  const clock = turnedClock();
  const simulator = await startSimulator({ clock, checksAnswers: true });
  const bot = simulator.createBot();
  const { id: chat, with: chatWith } = simulator.createPerson({ name: 'Anna' });
  const said = chatWith(bot).say('hello');
  const began = clock.now();
  const { message_id: message } = await must(simulator, bot.token, 'sendMessage', { chat_id: chat, text: 'one' });
  await clock.turn(1000);
  const reaction = [{ type: 'emoji', emoji: '👌' }];
  await must(simulator, bot.token, 'setMessageReaction', { chat_id: chat, message_id: said, reaction });
  await must(simulator, bot.token, 'editMessageText', { chat_id: chat, message_id: message, text: 'two' });
  await call(simulator, bot.token, 'sendMessage', { chat_id: 404, text: 'never shown' });
  const by = { bot: bot.id, chat };
  expect(simulator.counters.sends).toEqual([
    { ...by, kind: 'message', message, at: began },
    { ...by, kind: 'reaction', message: said, at: began + 1000 },
    { ...by, kind: 'edit', message, at: began + 1000 },
  ]);
  simulator.counters.reset();
  expect(simulator.counters.sends).toEqual([]);
  await simulator.close();
});
