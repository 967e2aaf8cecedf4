import { finished, type Readable } from 'node:stream';
import { messageId, type MessageId } from '#contracts';
import { MessengerError, type OutgoingFile, type SendCall } from '#ports/messenger';
import type { InputFile, Opts } from 'telegraf/types';
import type { BotApi } from '../bot-api/bot-api.js';
import { PictureRefused } from '../bot-api/to-messenger-error.js';
import { CAPABILITIES, MAX_PHOTO } from '../limits.js';
import { toEntities } from './to-entities.js';
import { toReply } from './to-message.js';

const PICTURE = /^image\/(jpeg|png|webp)$/;

/** Streams a file into a chat: as a picture people see at once, where it is one, else as a document. */
export async function sendFile(api: BotApi, call: SendCall, chat: string, file: OutgoingFile): Promise<MessageId> {
  if (file.size > CAPABILITIES.maxUpload) throw new MessengerError('rejected', 'sendDocument: the file is too big');
  if (!PICTURE.test(file.mime ?? '') || file.size > MAX_PHOTO) return sendAs('document', api, call, chat, file);
  try {
    return await sendAs('photo', api, call, chat, file);
  } catch (error) {
    if (!(error instanceof PictureRefused)) throw error;
    return sendAs('document', api, call, chat, file);
  }
}

async function sendAs(as: 'photo' | 'document', api: BotApi, call: SendCall, chat: string, file: OutgoingFile) {
  const source = await open(file);
  const broken = new AbortController();
  const stop = finished(source, { writable: false }, (error) => error && broken.abort());
  const signal = AbortSignal.any([call.signal, broken.signal]);
  const common = { chat_id: chat, ...serialised({ ...toCaption(file), ...toReply(file.replyTo) }) };
  const input: InputFile = { source, filename: headerSafe(file.name) };
  try {
    const sent =
      as === 'photo'
        ? await api.call('sendPhoto', { ...common, photo: input }, { ...call, signal })
        : await api.call('sendDocument', { ...common, document: input }, { ...call, signal });
    return messageId(sent.message_id);
  } catch (error) {
    if (broken.signal.aborted) throw new MessengerError('unavailable', `the file broke off on its way to Telegram`);
    throw error;
  } finally {
    stop();
    discard(source);
  }
}

async function open(file: OutgoingFile): Promise<Readable> {
  try {
    return await file.open();
  } catch (error) {
    throw new MessengerError('unavailable', 'the file could not be opened', { cause: error });
  }
}

/** What telegraf has not read may still fail; no one is left to hear of it. */
const discard = (source: Readable) => source.on('error', () => undefined).destroy();

const toCaption = ({ caption }: OutgoingFile): Pick<Opts<'sendDocument'>, 'caption' | 'caption_entities'> =>
  caption ? { caption: caption.text, caption_entities: toEntities(caption) } : {};

/**
 * In a multipart request telegraf 4.16.3 drops every object it does not know to be JSON, `reply_parameters` among them
 * (telegraf#1970, #2004, #2094). As JSON text, which is what goes over the wire anyway, it lets them pass.
 */
function serialised<T extends object>(fields: T): T {
  const entries = Object.entries(fields).map(([key, value]) => [key, asText(value)]);
  return Object.fromEntries(entries) as T;
}

const asText = (value: unknown) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);

/** telegraf puts the name between quotes into a header as it is. */
const headerSafe = (name: string) =>
  name
    .toWellFormed()
    .replaceAll('"', "'")
    .replace(/\p{Cc}/gu, '_');
