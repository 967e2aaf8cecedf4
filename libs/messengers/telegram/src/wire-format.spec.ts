import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import busboy from 'busboy';
import { channelId, deskId, messageId, plain } from '#contracts';
import type { MessengerAdapter, OutgoingFile, SendCall } from '#ports/messenger';
import { telegram } from './index.js';

type Asked = {
  path: string;
  type: string;
  fields: Record<string, unknown>;
  files: { field: string; name: string; bytes: Buffer }[];
};
type Answer = (asked: Asked, response: ServerResponse) => void;

const TOKEN = '123456:ABC-DEF';
const ok =
  (result: unknown): Answer =>
  (_, response) =>
    response.end(JSON.stringify({ ok: true, result }));
const refuse =
  (error_code: number, description: string): Answer =>
  (_, response) =>
    response.writeHead(error_code).end(JSON.stringify({ ok: false, error_code, description }));

/** What went over the wire, as any server would read it. */
async function readRequest(incoming: IncomingMessage): Promise<Asked> {
  const type = incoming.headers['content-type'] ?? '';
  const asked: Asked = { path: incoming.url ?? '', type: type.split(';')[0] ?? '', fields: {}, files: [] };
  if (asked.type !== 'multipart/form-data') {
    const body = (await buffer(incoming)).toString();
    return { ...asked, fields: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>) };
  }
  const reading: Promise<unknown>[] = [];
  const form = busboy({ headers: incoming.headers, defParamCharset: 'utf8' });
  form.on('field', (name, value) => (asked.fields[name] = value));
  form.on('file', (field, stream, { filename }) =>
    reading.push(buffer(stream).then((bytes) => asked.files.push({ field, name: filename ?? '', bytes }))),
  );
  incoming.pipe(form);
  await once(form, 'close');
  await Promise.all(reading);
  return asked;
}

let adapter: MessengerAdapter;
let asked: Asked[];
let answers: Answer[];
let close: () => void;

beforeEach(async () => {
  asked = [];
  answers = [];
  const server = createServer(async (incoming, response) => {
    const request = await readRequest(incoming);
    asked.push(request);
    (answers.shift() ?? ok({ message_id: 71 }))(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  close = () => (server.close(), server.closeAllConnections());
  const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = telegram.configSchema.parse({ token: TOKEN, apiRoot });
  adapter = telegram.create(config, { desk: deskId('acme'), channel: channelId('support') });
});
afterEach(async () => {
  await adapter.close();
  close();
});

const call = (): SendCall => ({
  signal: AbortSignal.timeout(5_000),
  sendBy: { wall: Date.now() + 5_000, monotonic: performance.now() + 5_000 },
});
const bytes = Buffer.from('line\n'.repeat(10_000));
const file = (rest: Partial<OutgoingFile> = {}): OutgoingFile => ({
  name: 'server.log',
  size: bytes.length,
  open: async () => Readable.from([bytes]),
  ...rest,
});

describe('a file on the wire', () => {
  it('carries caption entities and what it answers to, which telegraf drops when given as objects', async () => {
    const caption = { text: 'The log', marks: [{ kind: 'bold' as const, start: 4, end: 7 }] };
    const id = await adapter.sendFile(call(), '7', file({ caption, replyTo: messageId('17') }));
    expect(id).toBe('71');
    const [request] = asked;
    expect(request).toMatchObject({
      path: `/bot${TOKEN}/sendDocument`,
      type: 'multipart/form-data',
      fields: { chat_id: '7', caption: 'The log' },
      files: [{ field: 'document', name: 'server.log' }],
    });
    expect(JSON.parse(String(request?.fields['caption_entities']))).toEqual([{ type: 'bold', offset: 4, length: 3 }]);
    expect(JSON.parse(String(request?.fields['reply_parameters']))).toEqual({
      message_id: 17,
      allow_sending_without_reply: true,
    });
    expect(request?.files[0]?.bytes.equals(bytes)).toBe(true);
  });

  it.each([
    ['image/png', 1_000, 'sendPhoto', 'photo'],
    ['image/jpeg', 1_000, 'sendPhoto', 'photo'],
    ['image/png', 11 * 1024 * 1024, 'sendDocument', 'document'],
    ['image/svg+xml', 1_000, 'sendDocument', 'document'],
    ['video/mp4', 1_000, 'sendDocument', 'document'],
    [undefined, 1_000, 'sendDocument', 'document'],
  ])('of type %s with %d bytes goes by %s', async (mime, size, method, field) => {
    await adapter.sendFile(call(), '7', file({ mime, size }));
    expect(asked).toMatchObject([{ path: `/bot${TOKEN}/${method}`, files: [{ field }] }]);
  });

  it('that Telegram refuses as a picture goes as a document, opened anew', async () => {
    answers = [refuse(400, 'Bad Request: PHOTO_INVALID_DIMENSIONS')];
    await adapter.sendFile(call(), '7', file({ mime: 'image/png' }));
    expect(asked.map(({ path }) => path.split('/').at(-1))).toEqual(['sendPhoto', 'sendDocument']);
    expect(asked.map((request) => request.files[0]?.bytes.equals(bytes))).toEqual([true, true]);
  });

  it('cannot smuggle headers in by its name', async () => {
    await adapter.sendFile(call(), '7', file({ name: 'a"; name="chat_id"\r\nX: y.log' }));
    expect(asked[0]?.fields).toEqual({ method: 'sendDocument', chat_id: '7' });
    expect(asked[0]?.files[0]?.name).toBe(`a'; name='chat_id'__X: y.log`);
  });
});

describe('a call on the wire', () => {
  it('asks for the updates we read, and confirms those before', async () => {
    answers = [ok([{ update_id: 43 }, { update_id: 44 }]), ok([])];
    expect(await adapter.poll(call(), '42', 25_000)).toEqual({
      raw: [{ update_id: 43 }, { update_id: 44 }],
      last: '44',
    });
    expect(await adapter.poll(call(), '44', 90_000)).toEqual({ raw: [], last: '44' });
    expect(asked.map(({ fields }) => fields)).toEqual([
      {
        offset: 43,
        limit: 100,
        timeout: 25,
        allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
      },
      expect.objectContaining({ offset: 45, timeout: 50 }),
    ]);
  });

  it('sets the webhook with a secret that proves its requests, and takes it away', async () => {
    answers = [ok(true), ok(true)];
    await adapter.receiveAt(call(), 'https://desk.example/telegram/support');
    await adapter.receiveAt(call(), undefined);
    expect(asked.map(({ path }) => path)).toEqual([`/bot${TOKEN}/setWebhook`, `/bot${TOKEN}/deleteWebhook`]);
    const { secret_token: secret, ...rest } = asked[0]?.fields ?? {};
    expect(rest).toMatchObject({ url: 'https://desk.example/telegram/support' });
    expect(adapter.genuine({ 'x-telegram-bot-api-secret-token': String(secret) })).toBe(true);
  });

  it.each([
    ['taken', [{ type: 'emoji', emoji: '✍' }]],
    ['saved', [{ type: 'emoji', emoji: '👌' }]],
    ['none', []],
  ] as const)('reacts with %s', async (reaction, emoji) => {
    answers = [ok(true)];
    await adapter.react(call(), '7', messageId('17'), reaction);
    expect(asked).toMatchObject([{ fields: { chat_id: '7', message_id: 17, reaction: emoji } }]);
  });

  it.each([
    [502, '<html>Bad Gateway</html>', 'ambiguous'],
    [200, 'not JSON', 'ambiguous'],
  ])('answered with %d %s by a proxy is %s', async (status, body, kind) => {
    answers = [(_, response) => response.writeHead(status).end(body)];
    const send = adapter.send(call(), '7', { text: plain('hello'), buttons: [] });
    await expect(send).rejects.toMatchObject({ name: 'MessengerError', kind });
  });
});

describe('a person’s file on the wire', () => {
  const log = { ref: 'f', name: 'server.log' };

  it('is cut off at the limit, whatever size was told', async () => {
    const chunk = Buffer.alloc(1024 * 1024);
    const endless: Answer = (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    };
    answers = [ok({ file_id: 'f', file_path: 'documents/1' }), endless];
    const body = await adapter.openFile(call(), { ...log, size: 10 });
    const reading = buffer(body);
    await expect(reading).rejects.toMatchObject({ kind: 'rejected' });
  });

  it('over the limit is not asked for', async () => {
    await expect(adapter.openFile(call(), { ...log, size: 21 * 1024 * 1024 })).rejects.toMatchObject({
      kind: 'rejected',
    });
    expect(asked).toEqual([]);
  });

  it('whose download breaks off ends in an error without its link', async () => {
    const half: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('half');
      response.destroy();
    };
    answers = [ok({ file_id: 'f', file_path: 'documents/1' }), half];
    const error = await adapter
      .openFile(call(), log)
      .then(buffer)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'MessengerError', kind: 'unavailable' });
    expect(String((error as Error).stack)).not.toContain(TOKEN);
  });
});
