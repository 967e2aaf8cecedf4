import type { Content, Message } from '../../world/message.js';
import { badRequest } from '../error.js';
import type { JsonObject } from '../json.js';
import type { Method } from '../method.js';
import { readInputMedia } from '../read-input-media.js';
import { edit } from './edit-message.js';

const changeable: ReadonlySet<string> = new Set(['animation', 'audio', 'document', 'photo', 'video']);

/** Puts a file and its caption in place of what is shown: another file, or words. */
export const editMessageMedia: Method = (call) =>
  edit(call, (message) => {
    checkChangeable(message);
    const next = readInputMedia(call, call.params.object('media') as JsonObject);
    checkAlbum(message, next);
    return next;
  });

function checkChangeable({ content }: Message): void {
  if (content.kind === 'text' || (content.kind === 'media' && changeable.has(content.media.kind))) return;
  throw badRequest('there is no media in the message to edit');
}

/** In an album documents stay documents and audio audio; photos and videos may take each other's place. */
function checkAlbum({ album, content }: Message, next: Extract<Content, { kind: 'media' }>): void {
  if (album === undefined || content.kind !== 'media' || content.media.kind === next.media.kind) return;
  const visual = [content, next].every(({ media }) => media.kind === 'photo' || media.kind === 'video');
  if (!visual) throw badRequest("can't change media type in the album");
}
