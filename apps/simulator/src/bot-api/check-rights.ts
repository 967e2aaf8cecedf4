import type { Content, MediaKind } from '../world/message.js';
import type { BotState, Chat } from '../world/world.js';
import { badRequest } from './error.js';

/** What is sent, in the server's words. */
const named: Readonly<Record<MediaKind, string>> = {
  photo: 'photos',
  document: 'documents',
  video: 'videos',
  audio: 'music',
  voice: 'voice notes',
  sticker: 'stickers',
  animation: 'animations',
  video_note: 'video notes',
};

/** Throws where the bot is in the group but may not speak there. */
export function checkMaySend({ bot }: BotState, chat: Chat, content: Content): void {
  if (chat.members.get(bot.id) !== 'restricted') return;
  const what = content.kind === 'media' ? named[content.media.kind] : 'text messages';
  throw badRequest(`not enough rights to send ${what} to the chat`);
}
