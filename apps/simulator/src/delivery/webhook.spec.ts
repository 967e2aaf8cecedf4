import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Bot as GrammyBot, webhookCallback } from 'grammy';
import { Telegraf } from 'telegraf';
import type { JsonObject } from '../bot-api/json.js';
import { startSimulator, turnedClock, type PersonChat, type Simulator, type TurnedClock } from '../index.js';
import { must, refusal } from '../testing/call-bot-api.js';

type Received = { headers: IncomingMessage['headers']; update: JsonObject };
type Reply = { status: number; headers?: Record<string, string>; body?: string };

describe('a webhook', () => {
  let clock: TurnedClock;
  let simulator: Simulator;
  let token: string;
  let anna: PersonChat;
  let server: Server;
  let url: string;
  let received: Received[];
  let reply: (update: JsonObject) => Reply | undefined;

  beforeEach(async () => {
    clock = turnedClock();
    simulator = await startSimulator({ clock, checksAnswers: true });
    const bot = simulator.createBot();
    token = bot.token;
    anna = simulator.createPerson({ name: 'Anna' }).with(bot);
    [received, reply] = [[], () => ({ status: 200 })];
    server = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
        const update = JSON.parse(Buffer.concat(chunks).toString()) as JsonObject;
        received.push({ headers: request.headers, update });
        const answer = reply(update);
        if (answer !== undefined) response.writeHead(answer.status, answer.headers).end(answer.body);
      })();
    });
    url = await listening(server);
  });
  afterEach(async () => {
    await simulator.close();
    await stopped(server);
  });

  /** Turns no time, only the event loop, until so many updates were received. */
  const receives = async (count: number): Promise<void> => {
    while (received.length < count) await clock.turn(0);
  };
  const info = () => must(simulator, token, 'getWebhookInfo');
  const set = (params: JsonObject = {}) => must<boolean>(simulator, token, 'setWebhook', { url, ...params });
  const settled = async (): Promise<void> => {
    while ((await info())['pending_update_count'] !== 0) await clock.turn(0);
  };
  const failed = async (): Promise<void> => {
    while ((await info())['last_error_message'] === undefined) await clock.turn(0);
  };

  it('gets each update as JSON with the secret, those from before included', async () => {
    anna.say('before');
    await set({ secret_token: 'S3cret_-' });
    anna.say('after');
    await receives(2);
    expect(received.map(({ update }) => (update['message'] as JsonObject)['text'])).toEqual(['before', 'after']);
    expect(received[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-telegram-bot-api-secret-token': 'S3cret_-',
    });
    await settled();
  });

  it('forgets what waited, where it is asked to', async () => {
    anna.say('before');
    await set({ drop_pending_updates: true });
    anna.say('after');
    await receives(1);
    expect(received[0]?.update['message']).toMatchObject({ text: 'after' });
  });

  it('tells what went wrong, and tries again at once and then later', async () => {
    reply = () => (received.length < 3 ? { status: 502 } : { status: 200 });
    await set();
    anna.say('hello');
    await receives(2);
    await failed();
    expect(await info()).toMatchObject({
      pending_update_count: 1,
      last_error_message: 'Wrong response from the webhook: 502 Bad Gateway',
    });
    await clock.turn(2000);
    await receives(3);
    await settled();
  });

  it('waits as long as Retry-After asks', async () => {
    reply = () => (received.length < 2 ? { status: 503, headers: { 'retry-after': '120' } } : { status: 200 });
    await set();
    anna.say('hello');
    await failed();
    await clock.turn(119_000);
    expect(received).toHaveLength(1);
    await clock.turn(2000);
    await receives(2);
  });

  it('is cut off after 60 s of silence, and gets the update again', async () => {
    reply = () => (received.length < 2 ? undefined : { status: 200 });
    await set();
    anna.say('hello');
    await receives(1);
    await clock.turn(60_000);
    await receives(2);
    expect((await info())['last_error_message']).toBe('Read timeout expired');
  });

  it('may call one method in its answer, but none that reads or that changes the webhook', async () => {
    const methods = ['sendMessage', 'deleteWebhook'];
    reply = (update) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        method: methods.shift(),
        chat_id: ((update['message'] as JsonObject)['chat'] as JsonObject)['id'],
        text: 'by the answer',
      }),
    });
    await set();
    anna.say('one');
    await anna.hears('by the answer');
    anna.say('two');
    await receives(2);
    await settled();
    expect((await info())['url']).toBe(url);
  });

  it('is set once a second at most, and not twice the same', async () => {
    await set();
    expect(await refusal(simulator, token, 'setWebhook', { url: `${url}other` })).toBe(
      'Too Many Requests: retry after 1',
    );
    const again = await fetch(`${simulator.url}/bot${token}/setWebhook?url=${encodeURIComponent(url)}`);
    expect(await again.json()).toMatchObject({ ok: true, description: 'Webhook is already set' });
    expect(await refusal(simulator, token, 'setWebhook', { url, secret_token: 'nö' })).toBe(
      'Bad Request: secret token contains unallowed characters',
    );
  });

  it.each([
    ['deleteWebhook', {}],
    ['setWebhook', { url: '' }],
  ])('is taken away by %s, and polling works again', async (method, params) => {
    await set();
    await must(simulator, token, method, params);
    anna.say('hello');
    expect(await must<JsonObject[]>(simulator, token, 'getUpdates')).toHaveLength(1);
    expect(received).toEqual([]);
  });
});

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

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

const stopped = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
