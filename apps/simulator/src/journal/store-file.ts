import type { Clock } from '#lane';
import type { History } from '../world/history.js';
import type { MediaKind } from '../world/message.js';
import type { StoredFile } from '../world/world.js';
import type { Blobs } from './blobs.js';

const folders: Readonly<Record<MediaKind, string>> = {
  photo: 'photos',
  document: 'documents',
  video: 'videos',
  audio: 'music',
  voice: 'voice',
  sticker: 'stickers',
  animation: 'animations',
  video_note: 'video_notes',
};
const mimes: Readonly<Record<MediaKind, string>> = {
  photo: 'image/jpeg',
  document: 'application/octet-stream',
  video: 'video/mp4',
  audio: 'audio/mpeg',
  voice: 'audio/ogg',
  sticker: 'image/webp',
  animation: 'video/mp4',
  video_note: 'video/mp4',
};
const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'video/mp4': '.mp4',
  'audio/mpeg': '.mp3',
  'audio/ogg': '.oga',
};

/** Keeps a file: first its bytes, then the event that makes it known. */
export function storeFile(
  { history, clock, blobs }: { history: History; clock: Clock; blobs: Blobs },
  kind: MediaKind,
  { name, mime: given, bytes }: { name: string; mime?: string; bytes: Buffer },
): StoredFile {
  const number = history.world.lastFile + 1;
  const key = String(number);
  const mime = given ?? mimes[kind];
  const extension = /\.\w{1,8}$/.exec(name)?.[0] ?? extensions[mime] ?? '';
  const file = { key, path: `${folders[kind]}/file_${number}${extension}`, name, mime, size: bytes.length };
  blobs.put(key, bytes);
  history.record({ kind: 'file-stored', at: clock.now(), file });
  return file;
}
