import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../bot-api/json.js';
import { startSimulator, turnedClock, type Resident, type Simulator, type TurnedClock } from '../index.js';
import { must, refusal } from '../testing/call-bot-api.js';
import { webhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.js';
import type { Bot } from '../world/world.js';

describe('a webhook', () => {
  let clock: TurnedClock;
  let simulator: Simulator;
  let bot: Bot;
  let token: string;
  let person: Resident;
  let anna: ReturnType<Resident['with']>;
  let hook: WebhookReceiver;

  beforeEach(async () => {
    clock = turnedClock();
    simulator = await startSimulator({ clock, checksAnswers: true });
    bot = simulator.createBot();
    token = bot.token;
    person = simulator.createPerson({ name: 'Anna' });
    anna = person.with(bot);
    hook = await webhookReceiver();
  });
  afterEach(async () => {
    await simulator.close();
    await hook.stop();
  });

  /** Turns no time, only the event loop, until so many updates were received. */
  const receives = async (count: number): Promise<void> => {
    while (hook.received.length < count) await clock.turn(0);
  };
  const info = () => must(simulator, token, 'getWebhookInfo');
  const set = (params: JsonObject = {}) => must<boolean>(simulator, token, 'setWebhook', { url: hook.url, ...params });
  const settled = async (): Promise<void> => {
    while ((await info())['pending_update_count'] !== 0) await clock.turn(0);
  };
  const failed = async (): Promise<void> => {
    while ((await info())['last_error_message'] === undefined) await clock.turn(0);
  };
  const menu = async (): Promise<{ message_id: number }> => {
    anna.start();
    return must(simulator, token, 'sendMessage', {
      chat_id: person.id,
      text: 'menu',
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    });
  };

  it('gets each update as JSON with the secret, those from before included', async () => {
    anna.say('before');
    await set({ secret_token: 'S3cret_-' });
    anna.say('after');
    await receives(2);
    expect(hook.received.map(({ update }) => (update['message'] as JsonObject)['text'])).toEqual(['before', 'after']);
    expect(hook.received[0]?.headers).toMatchObject({
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
    expect(hook.received[0]?.update['message']).toMatchObject({ text: 'after' });
  });

  it('tells what went wrong, and tries again at once and then later', async () => {
    hook.reply = () => (hook.received.length < 3 ? { status: 502 } : { status: 200 });
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
    hook.reply = () =>
      hook.received.length < 2 ? { status: 503, headers: { 'retry-after': '120' } } : { status: 200 };
    await set();
    anna.say('hello');
    await failed();
    await clock.turn(119_000);
    expect(hook.received).toHaveLength(1);
    await clock.turn(2000);
    await receives(2);
  });

  it('is cut off after 60 s of silence, and gets the update again', async () => {
    hook.reply = () => (hook.received.length < 2 ? undefined : { status: 200 });
    await set();
    anna.say('hello');
    await receives(1);
    await clock.turn(60_000);
    await receives(2);
    expect((await info())['last_error_message']).toBe('Read timeout expired');
  });

  it('may call one method in its answer, but none that reads or that changes the webhook', async () => {
    const methods = ['sendMessage', 'deleteWebhook'];
    hook.reply = (update) => ({
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
    expect((await info())['url']).toBe(hook.url);
  });

  it('lets a press pass a message that does not get through, for its queue is the person’s', async () => {
    const { message_id } = await menu();
    hook.reply = (update) => (update['message'] === undefined ? { status: 200 } : { status: 500 });
    await set();
    anna.say('stuck');
    anna.press(message_id, 'Go');
    anna.react(anna.say('behind it'), '👍');
    await failed();
    const kinds = () => new Set(hook.received.map(({ update }) => Object.keys(update)[1]));
    while (kinds().size < 2) await clock.turn(0);
    expect(kinds()).toEqual(new Set(['message', 'callback_query']));
    expect(hook.received.some(({ update }) => textOf(update) === 'behind it')).toBe(false);
  });

  it('drops a press no one took within 150 s, while the message beside it is still tried', async () => {
    const { message_id } = await menu();
    hook.reply = () => ({ status: 500 });
    await set();
    anna.say('kept');
    anna.press(message_id, 'Go');
    await receives(4);
    expect(await info()).toMatchObject({ pending_update_count: 3 });
    await clock.turn(151_000);
    expect(await info()).toMatchObject({ pending_update_count: 2 });
  });

  it('has no more requests under way than max_connections', async () => {
    hook.reply = () => undefined;
    await set({ max_connections: 2 });
    for (const name of ['Mark', 'Vera', 'Lev']) simulator.createPerson({ name }).with(bot).say('hello');
    await receives(2);
    expect(await info()).toMatchObject({ max_connections: 2, pending_update_count: 3 });
    for (let turn = 0; turn < 20; turn++) await clock.turn(0);
    expect(hook.received).toHaveLength(2);
  });

  it('gets the next update over the connection that is already there', async () => {
    await set();
    for (const words of ['one', 'two', 'three']) {
      anna.say(words);
      await settled();
    }
    expect(hook.received.map(({ update }) => textOf(update))).toEqual(['one', 'two', 'three']);
    expect(new Set(hook.received.map(({ connection }) => connection)).size).toBe(1);
  });

  it('is taken away after 23 hours of 410 Gone, and keeps what waits for a poll', async () => {
    hook.reply = () => ({ status: 410, headers: { 'retry-after': '3600' } });
    await set();
    anna.say('hello');
    await receives(1);
    await clock.turn(22 * 3600_000);
    expect(await info()).toMatchObject({ url: hook.url });
    for (let hours = 0; hours < 2; hours++) {
      const before = hook.received.length;
      await clock.turn(3600_000);
      await receives(before + 1);
    }
    while ((await info())['url'] !== '') await clock.turn(0);
    expect(await info()).toMatchObject({ pending_update_count: 1 });
  });

  it('is set once a second at most, and not twice the same', async () => {
    await set();
    expect(await refusal(simulator, token, 'setWebhook', { url: `${hook.url}other` })).toBe(
      'Too Many Requests: retry after 1',
    );
    await clock.turn(1000);
    const again = await fetch(`${simulator.url}/bot${token}/setWebhook?url=${encodeURIComponent(hook.url)}`);
    expect(await again.json()).toMatchObject({ ok: true, description: 'Webhook is already set' });
    await clock.turn(1000);
    expect(await refusal(simulator, token, 'setWebhook', { url: hook.url, secret_token: 'nö' })).toBe(
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
    expect(hook.received).toEqual([]);
  });
});

const textOf = (update: JsonObject): unknown => (update['message'] as JsonObject | undefined)?.['text'];
