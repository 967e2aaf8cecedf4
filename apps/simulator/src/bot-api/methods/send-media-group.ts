import { numberAlbum } from '../../world/number-album.js';
import { badRequest } from '../error.js';
import { findWritableChat } from '../find-chat.js';
import type { JsonObject } from '../json.js';
import { answer, type Method } from '../method.js';
import { postMessage, shownTo } from '../post-message.js';
import { readInputMedia } from '../read-input-media.js';

const kinds: ReadonlySet<string> = new Set(['photo', 'video', 'document', 'audio']);

/** 2 to 10 files in one album: photos and videos mixed, documents and audio only among themselves. */
export const sendMediaGroup: Method = (call) => {
  const chat = findWritableChat(call);
  const items = (call.params.list('media') ?? []) as JsonObject[];
  if (items.length < 2 || items.length > 10) throw badRequest('media must include 2-10 items');
  const types = new Set(items.map(({ type }) => (type === 'video' ? 'photo' : String(type))));
  if (![...types].every((type) => kinds.has(type))) throw badRequest('type of media is invalid');
  if (types.size > 1) throw badRequest("can't mix different media types in an album");
  const contents = items.map((item) => readInputMedia(call, item));
  const { history, clock } = call.ground;
  const album = numberAlbum(history, clock);
  return answer(contents.map((content) => shownTo(call, chat, postMessage(call, chat, content, album))));
};
