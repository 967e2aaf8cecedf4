import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator, type Bubble, type PageEvent, type Simulator } from '../index.js';
import type { Bot } from '../world/world.js';
import { must } from '../testing/call-bot-api.js';

describe('the person’s side over HTTP', () => {
  let simulator: Simulator;
  let bot: Bot;
  let person: number;

  beforeEach(async () => {
    simulator = await startSimulator({ checksAnswers: true });
    bot = simulator.createBot({ name: 'Acme Support', username: 'acme_bot' });
    person = simulator.createPerson({ name: 'Anna' }).id;
  });
  afterEach(() => simulator.close());

  const post = async (doing: string, body: object) => {
    const response = await fetch(`${simulator.url}/person/${doing}`, {
      method: 'POST',
      body: JSON.stringify({ person, bot: bot.id, ...body }),
    });
    const answer = (await response.json()) as { message?: number; press?: string; error?: string };
    return { status: response.status, ...answer };
  };
  const get = async <T>(path: string) => (await (await fetch(`${simulator.url}/person/${path}`)).json()) as T;
  const transcript = () => get<Bubble[]>(`transcript?person=${person}&bot=${bot.id}`);

  it('lists who there is, without tokens', async () => {
    const residents = await get<object>('residents');
    expect(residents).toMatchObject({
      bots: [{ name: 'Acme Support', link: 'https://t.me/acme_bot' }],
      persons: [{ id: person, name: 'Anna' }],
    });
    expect(JSON.stringify(residents)).not.toContain(bot.token);
  });

  it('says, edits, replies, reacts and deletes, and shows it all in the transcript', async () => {
    expect(await transcript()).toEqual([]);
    const { message } = await post('say', { text: 'dwon' });
    await post('edit', { message, text: 'down' });
    await post('say', { text: 'since 9', replyTo: message });
    await post('react', { message, emojis: ['🔥'] });
    const { message: third } = await post('say', { text: 'oops' });
    await post('delete', { messages: [third] });
    expect(await transcript()).toMatchObject([
      { id: message, text: 'down', edited: true, reactions: [{ emoji: '🔥', name: 'Anna' }] },
      { text: 'since 9', replyTo: { id: message, from: 'Anna', text: 'down' } },
    ]);
    expect(await get(`chats?person=${person}`)).toMatchObject([
      { kind: 'private', title: 'Acme Support', bot: bot.id },
    ]);
  });

  it('sends files, one as itself and several as an album, and gives them back', async () => {
    const form = new FormData();
    form.append('person', String(person));
    form.append('bot', String(bot.id));
    form.append('caption', 'both');
    form.append('files', new Blob(['one'], { type: 'image/png' }), 'график.png');
    form.append('files', new Blob(['two'], { type: 'text/plain' }), 'two.txt');
    const response = await fetch(`${simulator.url}/person/files`, { method: 'POST', body: form });
    expect(response.status).toBe(200);
    const bubbles = await transcript();
    expect(bubbles).toMatchObject([
      { text: 'both', files: [{ kind: 'photo', name: 'график.png' }] },
      { text: '', files: [{ kind: 'document', name: 'two.txt', size: 3 }] },
    ]);
    const download = await fetch(simulator.url + bubbles[0]?.files[0]?.url);
    expect(download.headers.get('content-disposition')).toContain("filename*=UTF-8''%D0%B3");
    expect(await download.text()).toBe('one');
  });

  it('says in words what is wrong with a request', async () => {
    expect(await post('say', { text: '' })).toMatchObject({ status: 400, error: expect.stringContaining('text') });
    expect(await post('edit', { message: 7, text: 'x' })).toMatchObject({ status: 400 });
    expect(await post('fly', {})).toMatchObject({ status: 400, error: 'No one can fly here' });
    await post('say', { text: 'x' });
    await post('block', {});
    expect(await post('say', { text: 'y' })).toMatchObject({
      status: 400,
      error: 'The bot is blocked: unblock it first',
    });
  });

  it('is deaf to the pages of other sites', async () => {
    const response = await fetch(`${simulator.url}/person/say`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
      body: JSON.stringify({ person, bot: bot.id, text: 'x' }),
    });
    expect(response.status).toBe(403);
  });

  it('streams what happens in a person’s chats: bubbles, typing, edits, toasts; nothing of others', async () => {
    await post('start', {});
    const stop = new AbortController();
    const stream = await fetch(`${simulator.url}/person/events?person=${person}`, { signal: stop.signal });
    const mark = simulator.createPerson({ name: 'Mark' }).with(bot);
    mark.say('not for Anna');
    const chat = { chat_id: person };
    await must(simulator, bot.token, 'sendChatAction', { ...chat, action: 'typing' });
    const { message_id: message } = await must(simulator, bot.token, 'sendMessage', {
      ...chat,
      text: 'menu',
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    });
    const { press } = await post('press', { message, data: 'go' });
    await must(simulator, bot.token, 'answerCallbackQuery', { callback_query_id: String(press), text: 'Done' });
    await must(simulator, bot.token, 'editMessageText', { ...chat, message_id: message, text: 'done' });

    const events = await readEvents(stream, 6);
    expect(events).toMatchObject([
      { kind: 'residents' },
      { kind: 'typing', action: 'typing', name: 'Acme Support' },
      { kind: 'bubble', bubble: { id: message, text: 'menu', buttons: [[{ text: 'Go', data: 'go' }]] } },
      { kind: 'pressed', press },
      { kind: 'toast', press, toast: { text: 'Done', alert: false } },
      { kind: 'bubble', bubble: { id: message, text: 'done', edited: true, buttons: [] } },
    ]);
    stop.abort();
  });
});

/** The first so many events of a stream. */
async function readEvents(stream: Response, count: number): Promise<PageEvent[]> {
  const events: PageEvent[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of stream.body as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) if (block.startsWith('data: ')) events.push(JSON.parse(block.slice(6)) as PageEvent);
    if (events.length >= count) break;
  }
  return events.slice(0, count);
}
