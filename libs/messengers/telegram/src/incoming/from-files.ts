import type { ChatFile } from '#contracts';
import type { RawFile, RawMessage } from './raw.js';

/** What the Bot API does not name gets a name: kind and message id, so that two photos of one issue differ. */
const UNNAMED = {
  photo: { name: 'photo', extension: 'jpg', mime: 'image/jpeg' },
  video: { name: 'video', extension: 'mp4', mime: 'video/mp4' },
  audio: { name: 'audio', extension: 'mp3', mime: 'audio/mpeg' },
  voice: { name: 'voice', extension: 'ogg', mime: 'audio/ogg' },
  video_note: { name: 'video', extension: 'mp4', mime: 'video/mp4' },
  animation: { name: 'animation', extension: 'mp4', mime: 'video/mp4' },
  document: { name: 'file', extension: 'bin', mime: 'application/octet-stream' },
  sticker: { name: 'sticker', extension: 'webp', mime: 'image/webp' },
} as const;
type FileKind = keyof typeof UNNAMED;

/** The files of a message. A photo comes in several sizes, the largest last; an animation comes as a document, too. */
export function fromFiles(message: RawMessage): ChatFile[] {
  const { photo, animation, document, video, audio, voice, video_note, sticker } = message;
  const files: [FileKind, RawFile | undefined][] = [
    ['photo', photo?.at(-1)],
    ['animation', animation],
    ['document', animation ? undefined : document],
    ['video', video],
    ['audio', audio],
    ['voice', voice],
    ['video_note', video_note],
    ['sticker', sticker],
  ];
  return files.flatMap(([kind, file]) => (file ? [fromFile(kind, file, message.message_id)] : []));
}

function fromFile(kind: FileKind, file: RawFile, message: number): ChatFile {
  const { name, extension, mime } = kind === 'sticker' ? stickerOf(file) : UNNAMED[kind];
  return {
    ref: file.file_id,
    name: safeName(file.file_name ?? '') || `${name}-${message}.${extension}`,
    mime: file.mime_type ?? mime,
    ...(file.file_size === undefined ? {} : { size: file.file_size }),
  };
}

function stickerOf({ is_animated, is_video }: RawFile) {
  if (is_animated) return { name: 'sticker', extension: 'tgs', mime: 'application/x-tgsticker' };
  if (is_video) return { name: 'sticker', extension: 'webm', mime: 'video/webm' };
  return UNNAMED.sticker;
}

const MAX_NAME = 255;

/** A name that no path and no header trips over, with its extension kept where it must be cut. */
function safeName(name: string): string {
  const safe = name
    .toWellFormed()
    .replace(/[\p{Cc}\\/]/gu, '_')
    .trim();
  if (safe.length <= MAX_NAME) return safe;
  const extension = /\.\w{1,10}$/.exec(safe)?.[0] ?? '';
  return safe.slice(0, MAX_NAME - extension.length).toWellFormed() + extension;
}
