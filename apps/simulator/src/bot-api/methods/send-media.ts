import type { Media, MediaKind } from '../../world/message.js';
import { findWritableChat } from '../find-chat.js';
import { answer, type Call, type Method } from '../method.js';
import { postMessage, shownTo } from '../post-message.js';
import { readFile } from '../read-file.js';
import { readCaption } from '../read-text.js';

/** One file of one kind, with its caption; the parameter that gives it is called as the kind is. */
const sendMedia =
  (kind: MediaKind): Method =>
  (call) => {
    const chat = findWritableChat(call);
    const caption = readCaption(call);
    const file = readFile(call, kind, call.params.text(kind) ?? '');
    const content = { kind: 'media', media: { kind, file: file.key, ...shape(call) }, caption } as const;
    return answer(shownTo(call, chat, postMessage(call, chat, content)));
  };

const shape = ({ params }: Call): Omit<Media, 'kind' | 'file'> => ({
  duration: params.integer('duration'),
  // A video note is as wide as it is high.
  width: params.integer('width') ?? params.integer('length'),
  height: params.integer('height'),
  emoji: params.text('emoji'),
});

export const sendPhoto = sendMedia('photo');
export const sendDocument = sendMedia('document');
export const sendVideo = sendMedia('video');
export const sendAudio = sendMedia('audio');
export const sendVoice = sendMedia('voice');
export const sendSticker = sendMedia('sticker');
export const sendAnimation = sendMedia('animation');
export const sendVideoNote = sendMedia('video_note');
