import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator, turnedClock, type PersonChat, type Simulator, type TurnedClock } from '../index.js';
import { must, refusal } from '../testing/call-bot-api.js';
import type { JsonObject } from './json.js';

describe('files', () => {
  let clock: TurnedClock;
  let simulator: Simulator;
  let token: string;
  let anna: PersonChat;
  let chat: number;

  beforeEach(async () => {
    clock = turnedClock();
    simulator = await startSimulator({ clock, checksAnswers: true });
    const bot = simulator.createBot();
    token = bot.token;
    const person = simulator.createPerson({ name: 'Anna' });
    anna = person.with(bot);
    chat = person.id;
    anna.start();
  });
  afterEach(() => simulator.close());

  const upload = async (method: string, fields: Record<string, string>, files: Record<string, Blob>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ chat_id: String(chat), ...fields })) form.append(name, value);
    for (const [name, file] of Object.entries(files)) form.append(name, file, `${name}.bin`);
    const response = await fetch(`${simulator.url}/bot${token}/${method}`, { method: 'POST', body: form });
    return (await response.json()) as { ok: boolean; result: JsonObject; description?: string; error_code?: number };
  };
  const lastUpdate = async (): Promise<JsonObject> => {
    const updates = await must<JsonObject[]>(simulator, token, 'getUpdates', { offset: -1 });
    return updates[0]?.['message'] as JsonObject;
  };
  const pathOf = async (fileId: unknown) =>
    (await must(simulator, token, 'getFile', { file_id: String(fileId) }))['file_path'];

  it('gives a bot what a person sent, byte for byte', async () => {
    const bytes = Buffer.from('disk is full\n'.repeat(1000));
    anna.sendFile({ name: 'error log.txt', mime: 'text/plain', bytes, caption: 'see' });
    const message = await lastUpdate();
    expect(message).toMatchObject({
      caption: 'see',
      document: { file_name: 'error log.txt', mime_type: 'text/plain', file_size: bytes.length },
    });
    const path = await pathOf((message['document'] as JsonObject)['file_id']);
    const response = await fetch(`${simulator.url}/file/bot${token}/${path}`);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect((await fetch(`${simulator.url}/file/bot1:wrong/${path}`)).status).toBe(401);
    expect((await fetch(`${simulator.url}/file/bot${token}/documents/file_99.txt`)).status).toBe(404);
  });

  it('gives a link for an hour, to the bot that asked for it, and the same one anew when it asks again', async () => {
    anna.sendFile({ name: 'log.txt', bytes: Buffer.from('disk full') });
    const { file_id } = (await lastUpdate())['document'] as JsonObject;
    const path = await pathOf(file_id);
    const other = simulator.createBot();
    const status = async (by: string) => (await fetch(`${simulator.url}/file/bot${by}/${path}`)).status;
    expect([await status(token), await status(other.token)]).toEqual([200, 404]);
    await clock.turn(3600_000 + 1);
    expect(await status(token)).toBe(404);
    expect(await pathOf(file_id)).toBe(path);
    expect(await status(token)).toBe(200);
  });

  it.each(['photo', 'document', 'video', 'audio', 'voice', 'sticker', 'animation', 'video_note'])(
    'takes a %s by upload and again by its id, and shows it as such',
    async (kind) => {
      const method = `send${kind.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
      const { result } = await upload(method, {}, { [kind]: new Blob(['bytes']) });
      const sizes = [result[kind]].flat() as JsonObject[];
      const again = await must(simulator, token, method, { chat_id: chat, [kind]: String(sizes.at(-1)?.['file_id']) });
      expect(again[kind]).toEqual(result[kind]);
      expect(anna.transcript().slice(-2)).toMatchObject([{ files: [{ kind, size: 5 }] }, { files: [{ kind }] }]);
    },
  );

  it('sends no photo as a document, and no document as a photo', async () => {
    const { result } = await upload('sendPhoto', {}, { photo: new Blob(['jpeg']) });
    const photo = String((result['photo'] as JsonObject[])[0]?.['file_id']);
    expect(await refusal(simulator, token, 'sendDocument', { chat_id: chat, document: photo })).toBe(
      "Bad Request: can't use file of type Photo as Document",
    );
  });

  it('lets a bot download up to 20 MB only', async () => {
    anna.sendFile({ name: 'backup.tar', bytes: Buffer.alloc(20 * 2 ** 20 + 1) });
    const { document } = await lastUpdate();
    expect(await refusal(simulator, token, 'getFile', { file_id: String((document as JsonObject)['file_id']) })).toBe(
      'Bad Request: file is too big',
    );
  });

  it('gives a photo in several sizes, the largest last', async () => {
    anna.sendFile({ name: 'a.jpg', bytes: Buffer.from('jpeg'), kind: 'photo', width: 800, height: 600 });
    const { photo } = await lastUpdate();
    expect((photo as JsonObject[]).map(({ width }) => width)).toEqual([90, 800]);
  });

  it('takes an upload by its field or by attach://, and shows it to the person', async () => {
    const file = new Blob(['hello'], { type: 'text/plain' });
    const direct = await upload('sendDocument', { caption: '<i>hi</i>', parse_mode: 'HTML' }, { document: file });
    const attached = await upload('sendDocument', { document: 'attach://part' }, { part: file });
    expect([direct.ok, attached.ok]).toEqual([true, true]);
    const bubble = anna.transcript().at(-2);
    expect(bubble).toMatchObject({ text: 'hi', files: [{ kind: 'document', name: 'document.bin', size: 5 }] });
    const shown = await fetch(simulator.url + bubble?.files[0]?.url);
    expect(await shown.text()).toBe('hello');
  });

  it('sends a file again by its id, but not by another bot’s', async () => {
    const sent = await upload('sendVoice', {}, { voice: new Blob(['ogg']) });
    const { file_id: fileId } = sent.result['voice'] as JsonObject;
    expect(await must(simulator, token, 'sendVoice', { chat_id: chat, voice: String(fileId) })).toMatchObject({
      voice: { file_id: fileId },
    });
    const other = simulator.createBot();
    simulator.person(chat).with(other).start();
    expect(await refusal(simulator, other.token, 'sendVoice', { chat_id: chat, voice: String(fileId) })).toBe(
      'Bad Request: wrong file identifier/HTTP URL specified',
    );
  });

  it('refuses photos over 10 MB, uploads over 50 MB, empty files and long captions', async () => {
    const large = await upload('sendPhoto', {}, { photo: new Blob([Buffer.alloc(10 * 2 ** 20 + 1)]) });
    expect(large.description).toMatch(/is too big for a photo/);
    const huge = await upload('sendDocument', {}, { document: new Blob([Buffer.alloc(50 * 2 ** 20 + 1)]) });
    expect(huge).toMatchObject({ error_code: 413, description: 'Request Entity Too Large' });
    const empty = await upload('sendDocument', {}, { document: new Blob([]) });
    expect(empty.description).toBe('Bad Request: file must be non-empty');
    const long = await upload('sendDocument', { caption: 'x'.repeat(1025) }, { document: new Blob(['x']) });
    expect(long.description).toBe('Bad Request: message caption is too long');
  });

  it('sends an album as messages of one group, and takes no mixed or lonely ones', async () => {
    const media = JSON.stringify([
      { type: 'photo', media: 'attach://one', caption: 'both' },
      { type: 'video', media: 'attach://two' },
    ]);
    const files = { one: new Blob(['1']), two: new Blob(['2']) };
    const { result } = await upload('sendMediaGroup', { media }, files);
    const [first, second] = result as unknown as JsonObject[];
    expect(first?.['media_group_id']).toBe(second?.['media_group_id']);
    const mixed = media.replace('"video"', '"document"');
    expect((await upload('sendMediaGroup', { media: mixed }, files)).ok).toBe(false);
    const lonely = JSON.stringify([{ type: 'photo', media: 'attach://one' }]);
    expect((await upload('sendMediaGroup', { media: lonely }, files)).description).toBe(
      'Bad Request: media must include 2-10 items',
    );
  });

  it('brings a person’s album as separate updates with one group id', async () => {
    const part = { name: 'a.jpg', bytes: Buffer.from('x') };
    anna.sendAlbum([part, part, part], { caption: 'three' });
    const updates = await must<JsonObject[]>(simulator, token, 'getUpdates', { offset: -3 });
    const groups = updates.map(({ message }) => (message as JsonObject)['media_group_id']);
    expect(new Set(groups).size).toBe(1);
    expect(updates.map(({ message }) => (message as JsonObject)['caption'])).toEqual(['three', undefined, undefined]);
  });
});
