import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Bot as GrammyBot, InputFile } from 'grammy';
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

  it('telegraf sends documents and albums, and downloads what a person sent', async () => {
    const { token, id } = simulator.createBot();
    const person = simulator.createPerson({ name: 'Anna' });
    const anna = person.with({ id });
    const bot = new Telegraf(token, { telegram: { apiRoot: simulator.apiRoot } });
    bot.on('document', async (ctx) => {
      const link = await ctx.telegram.getFileLink(ctx.message.document.file_id);
      const text = await (await fetch(link)).text();
      await ctx.replyWithDocument({ source: Buffer.from(text.toUpperCase()), filename: 'loud.txt' });
      await ctx.replyWithMediaGroup([
        { type: 'photo', media: { source: Buffer.from('1') }, caption: 'two graphs' },
        { type: 'photo', media: { source: Buffer.from('2') } },
      ]);
    });
    const launched = bot.launch();
    anna.sendFile({ name: 'quiet.txt', mime: 'text/plain', bytes: Buffer.from('disk full') });
    const album = await anna.waitFor(({ text }) => text === 'two graphs');
    const [sent, loud] = anna.transcript();
    expect(sent?.files[0]?.name).toBe('quiet.txt');
    expect(loud?.files[0]?.name).toBe('loud.txt');
    expect(await (await fetch(simulator.url + loud?.files[0]?.url)).text()).toBe('DISK FULL');
    expect(album.album).toMatch(/^\d+$/);
    bot.stop();
    await launched;
  });

  it('grammY sends files, reacts, and hears who is blocked, throttled and gone', async () => {
    const { token, id } = simulator.createBot();
    const person = simulator.createPerson({ name: 'Anna' });
    const anna = person.with({ id });
    const said = anna.start();
    const { api } = new GrammyBot(token, { client: { apiRoot: simulator.apiRoot } });
    await api.sendPhoto(person.id, new InputFile(Buffer.from('jpeg'), 'graph.jpg'), { caption: 'graph' });
    await api.setMessageReaction(person.id, said, [{ type: 'emoji', emoji: '👀' }]);
    expect(anna.transcript()).toMatchObject([
      { reactions: [{ emoji: '👀' }] },
      { text: 'graph', files: [{ kind: 'photo', name: 'graph.jpg' }] },
    ]);
    simulator.faults.add({ kind: 'throttle', retryAfter: 3, times: 1 });
    await expect(api.sendMessage(person.id, 'x')).rejects.toMatchObject({
      error_code: 429,
      parameters: { retry_after: 3 },
    });
    anna.block();
    await expect(api.sendMessage(person.id, 'x')).rejects.toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
  });

  it('both put one file in place of another', async () => {
    const { token, id } = simulator.createBot();
    const person = simulator.createPerson({ name: 'Anna' });
    const anna = person.with({ id });
    anna.start();
    const { telegram } = new Telegraf(token, { telegram: { apiRoot: simulator.apiRoot } });
    const { api } = new GrammyBot(token, { client: { apiRoot: simulator.apiRoot } });
    const sent = await telegram.sendDocument(person.id, { source: Buffer.from('one'), filename: 'one.txt' });
    const media = { source: Buffer.from('two'), filename: 'two.txt' };
    await telegram.editMessageMedia(person.id, sent.message_id, undefined, {
      type: 'document',
      media,
      caption: 'newer',
    });
    expect(anna.transcript().at(-1)).toMatchObject({ text: 'newer', files: [{ name: 'two.txt', size: 3 }] });
    const graph = new InputFile(Buffer.from('three'), 'graph.jpg');
    await api.editMessageMedia(person.id, sent.message_id, { type: 'photo', media: graph });
    expect(anna.transcript().at(-1)).toMatchObject({ id: sent.message_id, files: [{ kind: 'photo', size: 5 }] });
  });

  it('grammY answers for a business, and into a topic', async () => {
    const { token, id } = simulator.createBot();
    const [boris, vera] = ['Boris', 'Vera'].map((name) => simulator.createPerson({ name }));
    if (boris === undefined || vera === undefined) throw new Error('no one is here');
    const bot = new GrammyBot(token, { client: { apiRoot: simulator.apiRoot } });
    bot.on('business_message:text', (ctx) => ctx.reply(`for Boris: ${ctx.businessMessage.text}`));
    bot.on('message:is_topic_message', (ctx) => ctx.reply('in its topic'));
    const started = bot.start();
    const { customer } = boris.letAnswer({ id }).with(vera);
    customer.say('hello');
    expect(await customer.waitFor(({ text }) => text === 'for Boris: hello')).toMatchObject({ from: { id: boris.id } });
    const members = { [boris.id]: 'creator', [id]: 'administrator' } as const;
    const forum = simulator.createGroup({ title: 'Support', kind: 'forum', members });
    const inForum = boris.with({ group: forum.id });
    const topic = inForum.openTopic('Shop is slow');
    inForum.say('since nine', { topic });
    expect(await inForum.hears('in its topic')).toMatchObject({ thread: topic });
    await bot.stop();
    await started;
  });
});
