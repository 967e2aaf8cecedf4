import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator, type PersonChat, type Simulator } from '../index.js';
import { must, refusal } from '../testing/call-bot-api.js';
import type { JsonObject } from './json.js';

describe('editMessageMedia', () => {
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
    anna.start();
  });
  afterEach(() => simulator.close());

  /** Uploads files with a call, each under its name. */
  const upload = async (method: string, fields: Record<string, string>, ...files: string[]): Promise<JsonObject> => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ chat_id: String(chat), ...fields })) form.append(name, value);
    for (const name of files) form.append(name, new Blob([name]), `${name}.bin`);
    const response = await fetch(`${simulator.url}/bot${token}/${method}`, { method: 'POST', body: form });
    return ((await response.json()) as { result: JsonObject }).result;
  };
  const refused = (message: JsonObject | undefined, media: JsonObject) =>
    refusal(simulator, token, 'editMessageMedia', {
      chat_id: chat,
      message_id: Number(message?.['message_id']),
      media,
    });
  const fileIn = (message: JsonObject, kind: string) => String((message[kind] as JsonObject)['file_id']);

  it('puts another file in place of the one shown, by upload, with a caption of its own', async () => {
    const sent = await upload('sendDocument', { caption: 'old' }, 'document');
    const media = JSON.stringify({ type: 'photo', media: 'attach://graph', caption: '<b>new</b>', parse_mode: 'HTML' });
    const edited = await upload('editMessageMedia', { message_id: String(sent['message_id']), media }, 'graph');
    expect(edited).toMatchObject({
      message_id: sent['message_id'],
      caption: 'new',
      caption_entities: [{ type: 'bold', offset: 0, length: 3 }],
    });
    expect(edited['document']).toBeUndefined();
    expect(anna.transcript().at(-1)).toMatchObject({ edited: true, text: 'new', files: [{ kind: 'photo' }] });
  });

  it('puts a file in place of words, and is refused where it is there already', async () => {
    const document = fileIn(await upload('sendDocument', {}, 'document'), 'document');
    const words = await must(simulator, token, 'sendMessage', { chat_id: chat, text: 'report follows' });
    expect(await refused(words, { type: 'document', media: document })).toBeUndefined();
    expect(await refused(words, { type: 'document', media: document })).toMatch(/message is not modified/);
    expect(anna.transcript().at(-1)).toMatchObject({ text: '', files: [{ name: 'document.bin' }] });
  });

  it('is refused for stickers and voice, for files that are not there, and for kinds that are none', async () => {
    const voice = await upload('sendVoice', {}, 'voice');
    const photo = await upload('sendPhoto', {}, 'photo');
    expect(await refused(voice, { type: 'document', media: 'x' })).toBe(
      'Bad Request: there is no media in the message to edit',
    );
    expect(await refused(photo, { type: 'photo', media: 'attach://gone' })).toBe(
      'Bad Request: wrong file identifier/HTTP URL specified',
    );
    expect(await refused(photo, { type: 'hologram', media: 'x' })).toBe('Bad Request: type of media is invalid');
  });

  it('keeps documents of an album documents, while photos and videos may change places', async () => {
    const album = async (...kinds: string[]) =>
      (await upload(
        'sendMediaGroup',
        { media: JSON.stringify(kinds.map((type, at) => ({ type, media: `attach://f${at}` }))) },
        ...kinds.map((_, at) => `f${at}`),
      )) as unknown as JsonObject[];
    const [document] = await album('document', 'document');
    const [photo, video] = await album('photo', 'video');
    expect(await refused(document, { type: 'video', media: fileIn(video ?? {}, 'video') })).toBe(
      "Bad Request: can't change media type in the album",
    );
    expect(await refused(photo, { type: 'video', media: fileIn(video ?? {}, 'video') })).toBeUndefined();
  });
});
