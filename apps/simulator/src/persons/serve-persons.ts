import type { IncomingMessage, ServerResponse } from 'node:http';
import { readMultipart, type RawCall } from '../bot-api/read-request.js';
import { sendFile } from '../bot-api/serve-file.js';
import type { Inhabitants } from '../inhabitants.js';
import { jsonOf, sendJson, serveSafely } from '../json-http.js';
import { privatePlace } from '../world/world.js';
import { chatsOf, residents } from './chat-list.js';
import { streamEvents } from './event-stream.js';
import type { Hands } from './person-actions.js';
import { personChat, type PersonChat } from './person-chat.js';
import type { FileToSend } from './person-posts.js';
import {
  filesRequest,
  newPersonRequest,
  personRequests,
  type PersonDoing,
  type PersonRequest,
} from './person-request.js';

type Doings = { [D in PersonDoing]: (chat: PersonChat, asked: PersonRequest<D>) => unknown };

/** What each request does, and answers. */
const doings: Doings = {
  say: (chat, { text, replyTo, quote }) => ({ message: chat.say(text, { replyTo, quote }) }),
  start: (chat, { payload }) => ({ message: chat.start(payload) }),
  edit: (chat, { message, text }) => chat.edit(message, text),
  delete: (chat, { messages }) => chat.delete(...messages),
  react: (chat, { message, emojis }) => chat.react(message, ...emojis),
  press: (chat, { message, data }) => ({ press: chat.pressData(message, data).id }),
  block: (chat) => chat.block(),
  unblock: (chat) => chat.unblock(),
  join: (chat) => chat.join(),
  leave: (chat) => chat.leave(),
};

const isDoing = (name: string): name is PersonDoing => name in doings;

/** `/person/…`: the person's side over HTTP, for a page. False where the path is not of that kind. */
export function servePersons(
  hands: Hands,
  inhabitants: Inhabitants,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (request.url?.startsWith('/person/') !== true) return false;
  const url = new URL(request.url, 'http://simulator');
  const name = url.pathname.slice('/person/'.length);
  serveSafely(request, response, () =>
    request.method === 'GET'
      ? show(hands, name, url.searchParams, response)
      : perform(hands, inhabitants, name, request),
  );
  return true;
}

async function show(hands: Hands, name: string, query: URLSearchParams, response: ServerResponse): Promise<unknown> {
  const { world } = hands.history;
  const person = query.has('person') ? Number(query.get('person')) : undefined;
  if (name === 'events') return streamEvents(hands.history, person, response);
  if (name === 'residents') return residents(world);
  if (name === 'chats') return chatsOf(world, person ?? 0);
  if (name === 'transcript') return chatFor(hands, Object.fromEntries(query)).transcript();
  if (name.startsWith('files/')) return download(hands, name.slice('files/'.length), response);
  return sendJson(response, 404, { error: 'There is nothing here' });
}

async function perform(
  hands: Hands,
  inhabitants: Inhabitants,
  name: string,
  request: IncomingMessage,
): Promise<unknown> {
  if (name === 'files') return takeFiles(hands, request);
  const body = await jsonOf(request);
  if (name === 'residents') {
    const { id, name: first } = inhabitants.createPerson(newPersonRequest.parse(body));
    return { id, name: first };
  }
  if (!isDoing(name)) throw new RangeError(`No one can ${name} here`);
  return act(hands, name, body);
}

function act<D extends PersonDoing>(hands: Hands, name: D, body: unknown): unknown {
  const asked = personRequests[name].parse(body) as PersonRequest<D>;
  return doings[name](chatFor(hands, asked), asked);
}

const whereSchema = personRequests.block;

function chatFor(hands: Hands, asked: unknown): PersonChat {
  const { person, chat, bot } = whereSchema.parse(asked);
  if (chat === undefined && bot === undefined) throw new RangeError('Name the chat or the bot');
  return personChat(hands, person, chat ?? privatePlace(bot ?? 0, person));
}

async function takeFiles(hands: Hands, request: IncomingMessage): Promise<{ messages: number[] }> {
  const values: RawCall['values'] = {};
  const uploads: RawCall['uploads'] = new Map();
  await readMultipart(request, values, uploads);
  const { caption, replyTo, kind, ...where } = filesRequest.parse(values);
  const chat = chatFor(hands, where);
  const files = [...uploads.values()].map((upload): FileToSend => ({ ...upload, kind: kind ?? kindOf(upload.mime) }));
  const [first] = files;
  if (first === undefined) throw new RangeError('There is no file');
  if (files.length === 1) return { messages: [chat.sendFile({ ...first, caption }, { replyTo })] };
  return { messages: chat.sendAlbum(files, { caption }) };
}

const kindOf = (mime: string): FileToSend['kind'] => (/^image\/(jpeg|png)$/.test(mime) ? 'photo' : 'document');

function download({ history, blobs }: Hands, path: string, response: ServerResponse): void {
  const [key = ''] = path.split('/');
  const file = history.world.files.get(key);
  if (file === undefined) return sendJson(response, 404, { error: 'There is no such file' });
  sendFile(blobs, file, response, {
    'content-type': file.mime,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'x-content-type-options': 'nosniff',
  });
}
