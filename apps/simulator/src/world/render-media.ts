import type { JsonObject } from '../bot-api/json.js';
import { fileIdFor, uniqueIdOf } from './file-id.js';
import { mustHave } from './lookup.js';
import type { Media } from './message.js';
import type { StoredFile, UserId, World } from './world.js';

/** A media field of a `Message`, with the `file_id`s of one bot: `{ document: … }`, `{ photo: [ … ] }`. */
export function renderMedia(world: World, bot: UserId, media: Media): JsonObject {
  const file = mustHave(world.files.get(media.file), `file ${media.file}`);
  const ids = { file_id: fileIdFor(bot, file), file_unique_id: uniqueIdOf(file) };
  const size = { file_size: file.size };
  const named = { file_name: file.name, mime_type: file.mime };
  const frame = { width: media.width ?? 1280, height: media.height ?? 720 };
  const length = { duration: media.duration ?? 1 };
  switch (media.kind) {
    case 'photo':
      return { photo: photoSizes(bot, file, frame) };
    case 'document':
      return { document: { ...named, ...ids, ...size } };
    case 'video':
      return { video: { ...length, ...frame, ...named, ...ids, ...size } };
    case 'audio':
      return { audio: { ...length, ...named, ...ids, ...size } };
    case 'voice':
      return { voice: { ...length, mime_type: file.mime, ...ids, ...size } };
    case 'video_note':
      return { video_note: { ...length, length: media.width ?? 240, ...ids, ...size } };
    case 'animation': {
      const animation = { ...length, ...frame, ...named, ...ids, ...size };
      // For backward compatibility an animation is also a document (Bot API, Message.document).
      return { animation, document: { ...named, ...ids, ...size } };
    }
    case 'sticker':
      return { sticker: { width: 512, height: 512, ...stickerFacts(media), ...ids, ...size } };
  }
}

const stickerFacts = (media: Media): JsonObject => ({
  emoji: media.emoji ?? '🙂',
  is_animated: false,
  is_video: false,
  type: 'regular',
});

/** Every photo comes in several sizes; the last is the largest. */
function photoSizes(bot: UserId, file: StoredFile, frame: { width: number; height: number }): JsonObject[] {
  const small = Math.min(1, 90 / Math.max(frame.width, frame.height));
  return [
    {
      file_id: fileIdFor(bot, file, 's'),
      file_unique_id: uniqueIdOf(file, 's'),
      file_size: Math.min(file.size, 1300),
      width: Math.max(1, Math.round(frame.width * small)),
      height: Math.max(1, Math.round(frame.height * small)),
    },
    { file_id: fileIdFor(bot, file), file_unique_id: uniqueIdOf(file), file_size: file.size, ...frame },
  ];
}
