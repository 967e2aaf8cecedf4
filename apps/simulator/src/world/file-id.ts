import type { StoredFile, UserId, World } from './world.js';

/** A `file_id` is good for one bot only; `file_unique_id` is the same for all, and no way to get the file. */
export const fileIdFor = (bot: UserId, file: StoredFile, variant = ''): string =>
  `BQACAgQAAx${Buffer.from(`${bot}.${file.key}.${variant}`).toString('base64url')}`;

export const uniqueIdOf = (file: StoredFile, variant = ''): string =>
  `AgAD${Buffer.from(`${file.key}.${variant}`).toString('base64url')}`;

/** The file a `file_id` means to this bot. */
export function fileByFileId(world: World, bot: UserId, fileId: string): StoredFile | undefined {
  if (!fileId.startsWith('BQACAgQAAx')) return undefined;
  const [owner, key] = Buffer.from(fileId.slice(10), 'base64url').toString('utf8').split('.');
  return owner === String(bot) && key !== undefined ? world.files.get(key) : undefined;
}
