import { connectionOf } from './business.js';
import { botOf, isAdmin, isMember } from './lookup.js';
import type { Content, Message } from './message.js';
import type { Bot, BotState, Chat, World } from './world.js';
import type { PostedMessage } from './world-event.js';

/**
 * The bots that get an update for a message: never its author, never one bot for another's, and in a group with privacy
 * mode on only what is meant for it (core.telegram.org/bots/features#privacy-mode).
 */
export function whoHears(world: World, chat: Chat, message: PostedMessage | Message): BotState[] {
  if (world.bots.has(message.from)) return [];
  if (chat.room.kind === 'business') return businessBot(world, chat.room.connection, message);
  if (chat.room.kind === 'private') {
    const state = world.bots.get(chat.room.bot);
    return state === undefined || chat.members.get(chat.room.bot) === 'kicked' ? [] : [state];
  }
  return [...chat.members.keys()].flatMap((member) => {
    const state = world.bots.get(member);
    if (state === undefined || !isMember(chat, member)) return [];
    const hears = state.bot.readsAllGroupMessages || isAdmin(chat, member) || isMeantFor(state.bot, chat, message);
    return hears ? [state] : [];
  });
}

/** It hears both people, and not itself. */
function businessBot(world: World, connection: string, message: PostedMessage | Message): BotState[] {
  const { bot, enabled } = connectionOf(world, connection);
  return enabled && message.businessBot !== bot ? [botOf(world, bot)] : [];
}

function isMeantFor(bot: Bot, chat: Chat, message: PostedMessage | Message): boolean {
  if (message.content.kind === 'service') return true;
  const { replyTo } = message;
  if (replyTo !== undefined && replyTo.place === undefined && chat.messages.get(replyTo.id)?.from === bot.id)
    return true;
  const text = textOf(message.content);
  const command = /^\/[a-z0-9_]+(?:@(\w+))?/i.exec(text);
  // A command that names no bot is meant for the one that spoke last.
  if (command !== null && command[1] === undefined) return (chat.lastBot ?? bot.id) === bot.id;
  if (command !== null) return command[1]?.toLowerCase() === bot.username.toLowerCase();
  return text.toLowerCase().includes(`@${bot.username.toLowerCase()}`);
}

export const textOf = (content: Content): string => {
  if (content.kind === 'text') return content.text.text;
  return content.kind === 'media' ? content.caption.text : '';
};
