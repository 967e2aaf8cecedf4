import { storeFile } from '../journal/store-file.js';
import { noText, type Content } from '../world/message.js';
import type { Hands } from './person-actions.js';

/** A sticker: a small picture that stands for an emoji. */
export function stickerOf(hands: Hands, emoji: string): Content {
  const bytes = Buffer.from(`sticker ${emoji}`);
  const { key } = storeFile(hands, 'sticker', { name: 'sticker.webp', bytes });
  return { kind: 'media', media: { kind: 'sticker', file: key, emoji }, caption: noText };
}
