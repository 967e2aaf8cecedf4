import { storeFile } from '../journal/store-file.js';
import { fileByFileId } from '../world/file-id.js';
import type { MediaKind } from '../world/message.js';
import type { StoredFile } from '../world/world.js';
import { badRequest } from './error.js';
import type { Call } from './method.js';

const largestPhoto = 10 * 2 ** 20;

/**
 * The file a parameter gives: uploaded with the request (as the part of that name, or another by `attach://`), or one the
 * server already has, by `file_id`: a photo again as a photo only, the other kinds in each other's place. Links are not
 * fetched.
 */
export function readFile(call: Call, kind: MediaKind, given: string): StoredFile {
  if (given.startsWith('attach://')) return readUpload(call, kind, given.slice('attach://'.length));
  if (/^https?:\/\//i.test(given)) throw badRequest('failed to get HTTP URL content');
  const file = fileByFileId(call.ground.history.world, call.state.bot.id, given);
  if (file === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  if (isPhoto(file) !== (kind === 'photo')) {
    throw badRequest(`can't use file of type ${isPhoto(file) ? 'Photo' : 'Document'} as ${typeNames[kind]}`);
  }
  return file;
}

const isPhoto = ({ path }: StoredFile): boolean => path.startsWith('photos/');

/** As the server calls them. */
const typeNames: Readonly<Record<MediaKind, string>> = {
  photo: 'Photo',
  document: 'Document',
  video: 'Video',
  audio: 'Audio',
  voice: 'VoiceNote',
  sticker: 'Sticker',
  animation: 'Animation',
  video_note: 'VideoNote',
};

function readUpload(call: Call, kind: MediaKind, part: string): StoredFile {
  const upload = call.params.uploads.get(part);
  if (upload === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  const { length } = upload.bytes;
  if (length === 0) throw badRequest('file must be non-empty');
  if (kind === 'photo' && length > largestPhoto) {
    throw badRequest(`file of size ${length} bytes is too big for a photo; the maximum size is ${largestPhoto} bytes`);
  }
  return storeFile(call.ground, kind, upload);
}
