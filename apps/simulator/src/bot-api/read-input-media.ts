import type { Content, Entity, MediaKind } from '../world/message.js';
import { badRequest } from './error.js';
import type { JsonObject } from './json.js';
import type { Call } from './method.js';
import { readFile } from './read-file.js';
import { checkCaption } from './read-text.js';

const kinds: ReadonlySet<unknown> = new Set(['photo', 'video', 'document', 'audio', 'animation']);
const isKind = (type: unknown): type is MediaKind => kinds.has(type);

/** An `InputMedia`: a file of one of the kinds that can be edited into a message, with a caption of its own. */
export function readInputMedia(call: Call, item: JsonObject): Extract<Content, { kind: 'media' }> {
  const kind = item['type'];
  if (!isKind(kind)) throw badRequest('type of media is invalid');
  const file = readFile(call, kind, String(item['media'] ?? ''));
  const caption = checkCaption(
    String(item['caption'] ?? ''),
    item['parse_mode'] === undefined ? undefined : String(item['parse_mode']),
    (item['caption_entities'] ?? []) as Entity[],
  );
  return { kind: 'media', media: { kind, file: file.key, ...shapeOf(item) }, caption };
}

const shapeOf = (item: JsonObject): { duration?: number; width?: number; height?: number } =>
  Object.fromEntries(
    ['duration', 'width', 'height'].flatMap((name) => (item[name] === undefined ? [] : [[name, Number(item[name])]])),
  );
