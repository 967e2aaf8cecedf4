import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Bot as GrammyBot } from 'grammy';
import { Telegraf } from 'telegraf';
import { startSimulator, type Simulator } from './index.js';

describe('real clients by long polling', () => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ checksAnswers: true });
  });
  afterEach(() => simulator.close());

  it('telegraf hears a person, shows buttons, hears the press, answers it and edits its message', async () => {
    const { token, id } = simulator.createBot();
    const anna = simulator.createPerson({ name: 'Anna', language: 'en' }).with({ id });
    const bot = new Telegraf(token, { telegram: { apiRoot: simulator.apiRoot } });
    bot.on('text', (ctx) =>
      ctx.replyWithHTML(`You said <b>${ctx.message.text}</b>`, {
        reply_markup: { inline_keyboard: [[{ text: 'Create', callback_data: 'create:1' }]] },
      }),
    );
    bot.action('create:1', async (ctx) => {
      await ctx.answerCbQuery('Done');
      await ctx.editMessageText('Created');
    });
    const launched = bot.launch();

    anna.say('hello');
    const menu = await anna.hears('You said');
    const toast = await anna.press(menu.id, 'Create').toast();
    const edited = await anna.hears('Created');

    expect(menu.entities).toEqual([{ type: 'bold', offset: 9, length: 5 }]);
    expect(toast.text).toBe('Done');
    expect(edited).toMatchObject({ id: menu.id, edited: true, buttons: [] });
    bot.stop();
    await launched;
  });

  it('grammY hears a person, shows buttons, hears the press, answers it and edits its message', async () => {
    const { token, id } = simulator.createBot();
    const anna = simulator.createPerson({ name: 'Anna', language: 'en' }).with({ id });
    const bot = new GrammyBot(token, { client: { apiRoot: simulator.apiRoot } });
    bot.on('message:text', (ctx) =>
      ctx.reply(`You said ${ctx.message.text}`, {
        reply_parameters: { message_id: ctx.message.message_id },
        reply_markup: { inline_keyboard: [[{ text: 'Create', callback_data: 'create:1' }]] },
      }),
    );
    bot.callbackQuery('create:1', async (ctx) => {
      await ctx.answerCallbackQuery('Done');
      await ctx.editMessageText('Created');
    });
    const started = bot.start();

    const said = anna.say('hello');
    const menu = await anna.hears('You said');
    const toast = await anna.press(menu.id, 'Create').toast();
    const edited = await anna.hears('Created');

    expect(menu.replyTo).toMatchObject({ id: said, text: 'hello' });
    expect(toast.text).toBe('Done');
    expect(edited.id).toBe(menu.id);
    await bot.stop();
    await started;
  });
});
