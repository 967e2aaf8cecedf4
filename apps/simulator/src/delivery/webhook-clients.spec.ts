import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Bot as GrammyBot, webhookCallback } from 'grammy';
import { Telegraf } from 'telegraf';
import { startSimulator, type Simulator } from '../index.js';
import { listening, stopped } from '../testing/webhook-receiver.js';

describe('real clients by webhook', () => {
  let simulator: Simulator;
  let server: Server;

  beforeEach(async () => {
    simulator = await startSimulator({ checksAnswers: true });
  });
  afterEach(async () => {
    await simulator.close();
    await stopped(server);
  });

  it('telegraf hears and answers, with its first call in the answer to the webhook', async () => {
    const created = simulator.createBot();
    const anna = simulator.createPerson({ name: 'Anna' }).with(created);
    const bot = new Telegraf(created.token, { telegram: { apiRoot: simulator.apiRoot } });
    bot.on('text', async (ctx) => {
      await ctx.sendChatAction('typing');
      await ctx.reply('heard', { reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] } });
    });
    bot.action('go', (ctx) => ctx.answerCbQuery('gone'));
    server = createServer(bot.webhookCallback('/', { secretToken: 'abc' }));
    await bot.telegram.setWebhook(await listening(server), { secret_token: 'abc' });
    anna.say('hello');
    const { id } = await anna.hears('heard');
    expect(await anna.press(id, 'Go').toast()).toMatchObject({ text: 'gone' });
  });

  it('grammY hears and answers', async () => {
    const created = simulator.createBot();
    const anna = simulator.createPerson({ name: 'Anna' }).with(created);
    const bot = new GrammyBot(created.token, { client: { apiRoot: simulator.apiRoot } });
    bot.on('message:document', async (ctx) => {
      const file = await ctx.getFile();
      await ctx.reply(`${ctx.message.document.file_name} ${file.file_size}`);
    });
    server = createServer(webhookCallback(bot, 'http', { secretToken: 'abc' }));
    await bot.api.setWebhook(await listening(server), { secret_token: 'abc' });
    anna.sendFile({ name: 'log.txt', bytes: Buffer.from('disk full') });
    await anna.hears('log.txt 9');
  });
});
