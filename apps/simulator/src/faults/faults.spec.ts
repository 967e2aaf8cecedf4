import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../bot-api/json.js';
import {
  startSimulator,
  turnedClock,
  type PersonChat,
  type Resident,
  type Simulator,
  type TurnedClock,
} from '../index.js';
import { call, must } from '../testing/call-bot-api.js';
import { webhookReceiver } from '../testing/webhook-receiver.js';

describe('faults', () => {
  let clock: TurnedClock;
  let simulator: Simulator;
  let token: string;
  let person: Resident;
  let anna: PersonChat;

  beforeEach(async () => {
    clock = turnedClock();
    simulator = await startSimulator({ clock, checksAnswers: true });
    const bot = simulator.createBot();
    token = bot.token;
    person = simulator.createPerson({ name: 'Anna' });
    anna = person.with(bot);
    anna.start();
  });
  afterEach(() => simulator.close());

  const send = (text: string) => call(simulator, token, 'sendMessage', { chat_id: person.id, text });
  const texts = (): string[] => anna.transcript().map(({ text }) => text);
  const poll = (offset: number) => must<JsonObject[]>(simulator, token, 'getUpdates', { offset });
  const nextOffset = (updates: JsonObject[]): number => Number(updates.at(-1)?.['update_id']) + 1;

  it('cuts the connection before anything was done', async () => {
    simulator.faults.add({ kind: 'drop-before', method: 'sendMessage', times: 1 });
    await expect(send('lost')).rejects.toThrow();
    expect(texts()).toEqual(['/start']);
  });

  it('sends the message but loses the answer', async () => {
    simulator.faults.add({ kind: 'drop-after', method: 'sendMessage', times: 1 });
    await expect(send('shown all the same')).rejects.toThrow();
    expect(texts()).toEqual(['/start', 'shown all the same']);
    expect(await send('and on')).toMatchObject({ ok: true });
  });

  it('refuses with any code, and throttles with the time to wait in body and header', async () => {
    simulator.faults.add({ kind: 'refuse', code: 502, description: 'Bad Gateway', times: 1 });
    expect(await send('x')).toMatchObject({ status: 502, description: 'Bad Gateway' });
    simulator.faults.add({ kind: 'throttle', retryAfter: 7, times: 1 });
    const response = await fetch(`${simulator.url}/bot${token}/getMe`);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.json()).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    });
  });

  it('answers late', async () => {
    simulator.faults.add({ kind: 'latency', ms: 30_000, method: 'sendMessage' });
    const sent = send('late');
    while (clock.waiting() === 0) await clock.turn(0);
    expect(texts()).toEqual(['/start']);
    await clock.turn(30_000);
    expect(await sent).toMatchObject({ ok: true });
  });

  it('strikes only what it is aimed at, and only so often', async () => {
    simulator.faults.add({ kind: 'refuse', code: 500, description: 'restart', method: 'getMe', times: 1 });
    expect(await send('x')).toMatchObject({ ok: true });
    expect(await call(simulator, token, 'getMe')).toMatchObject({ ok: false });
    expect(await call(simulator, token, 'getMe')).toMatchObject({ ok: true });
    expect(simulator.faults.list()).toEqual([]);
  });

  it('brings an update twice', async () => {
    simulator.faults.add({ kind: 'duplicate', type: 'message', times: 1 });
    const first = await poll(0);
    const second = await poll(nextOffset(first));
    expect(second).toEqual(first);
    await clock.turn(4000);
    expect(await poll(nextOffset(second))).toEqual([]);
  });

  it('lets a press overtake the message before it', async () => {
    const { message_id } = await must(simulator, token, 'sendMessage', {
      chat_id: person.id,
      text: 'menu',
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    });
    const offset = nextOffset(await poll(0));
    simulator.faults.add({ kind: 'hold-back', ms: 1000, type: 'message', times: 1 });
    anna.say('first');
    anna.press(Number(message_id), 'Go');
    const overtook = await poll(offset);
    expect(overtook.map((update) => Object.keys(update)[1])).toEqual(['callback_query']);
    await clock.turn(1000);
    const after = await poll(nextOffset(overtook));
    expect(after[0]?.['message']).toMatchObject({ text: 'first' });
  });

  it('keeps a webhook from being reached, until it is over', async () => {
    const hook = await webhookReceiver();
    const outage = simulator.faults.add({ kind: 'webhook-outage' });
    await must(simulator, token, 'setWebhook', { url: hook.url });
    const info = () => must(simulator, token, 'getWebhookInfo');
    while ((await info())['last_error_message'] !== 'Connection timed out') await clock.turn(0);
    expect(hook.received).toEqual([]);
    simulator.faults.remove(outage);
    await clock.turn(10_000);
    while ((await info())['pending_update_count'] !== 0) await clock.turn(0);
    expect(hook.received).toHaveLength(1);
    await hook.stop();
  });

  it('brings an update twice to a webhook, before the next of its chat', async () => {
    const hook = await webhookReceiver();
    simulator.faults.add({ kind: 'duplicate', times: 1 });
    anna.say('next');
    await must(simulator, token, 'setWebhook', { url: hook.url });
    while (hook.received.length < 3) await clock.turn(0);
    const ids = hook.received.map(({ update }) => Number(update['update_id']));
    expect(ids.map((id) => id - (ids[0] ?? 0))).toEqual([0, 0, 1]);
    await hook.stop();
  });

  it('can be set over HTTP', async () => {
    const send = (path: string, method: string, body?: object) =>
      fetch(simulator.url + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const added = await send('/faults', 'POST', { kind: 'drop-after', method: 'sendMessage' });
    const { id } = (await added.json()) as { id: number };
    expect(simulator.faults.list()).toEqual([{ id, fault: { kind: 'drop-after', method: 'sendMessage' } }]);
    await send(`/faults/${id}`, 'DELETE');
    expect(simulator.faults.list()).toEqual([]);
    expect((await send('/faults', 'POST', { kind: 'earthquake' })).status).toBe(400);
    expect(await (await send('/rate', 'POST', { mode: 'strict' })).json()).toEqual({ mode: 'strict' });
  });
});
