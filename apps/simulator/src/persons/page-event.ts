import { chatAt, isGroup, isIn, nameOf } from '../world/lookup.js';
import type { Chat, ChatPlace, Toast, UserId, World } from '../world/world.js';
import type { WorldEvent } from '../world/world-event.js';
import { bubbleOf, type Bubble } from './bubble.js';
import { listChat, type ListedChat } from './chat-list.js';

/** What the page is told as it happens. A bubble comes again, whole, each time anything about it changes. */
export type PageEvent =
  | { kind: 'bubble'; chat: ChatPlace; bubble: Bubble }
  | { kind: 'deleted'; chat: ChatPlace; ids: readonly number[] }
  /** Shown for 5 s, or until the next bubble. */
  | { kind: 'typing'; chat: ChatPlace; by: UserId; name: string; action: string }
  | { kind: 'pressed'; chat: ChatPlace; press: string; person: UserId; message: number }
  /** The bot's answer to a press: ends its spinner, even without words. */
  | { kind: 'toast'; chat: ChatPlace; press: string; person: UserId; message: number; toast: Toast }
  | { kind: 'chat'; chat: ChatPlace; listed: ListedChat }
  | { kind: 'residents' };

/** An event of the world as the page hears of it, or nothing where it does not show. */
export function pageEvent(world: World, event: WorldEvent): PageEvent | undefined {
  switch (event.kind) {
    case 'message-posted':
      return bubble(world, event.place, event.message.id);
    case 'message-edited':
    case 'reacted':
      return bubble(world, event.place, event.id);
    case 'messages-deleted':
      return { kind: 'deleted', chat: event.place, ids: event.ids };
    case 'action-shown':
      return { kind: 'typing', chat: event.place, by: event.by, name: nameOf(world, event.by), action: event.action };
    case 'button-pressed': {
      const { id, place, person, message } = event.press;
      return { kind: 'pressed', chat: place, press: id, person, message };
    }
    case 'press-answered':
      return toast(world, event.id, event.toast);
    case 'chat-opened':
    case 'member-changed':
      return { kind: 'chat', chat: event.place, listed: listChat(world, chatAt(world, event.place)) };
    case 'bot-created':
    case 'person-created':
      return { kind: 'residents' };
    case 'group-moved':
    case 'person-deactivated':
    case 'business-set':
    case 'file-stored':
    case 'file-linked':
    case 'album-numbered':
    case 'commands-set':
    case 'webhook-set':
    case 'allowed-updates-set':
    case 'updates-settled':
    case 'update-injected':
    case 'update-held':
    case 'update-released':
      return undefined;
  }
}

function bubble(world: World, place: ChatPlace, id: number): PageEvent | undefined {
  const chat = chatAt(world, place);
  const message = chat.messages.get(id);
  return message === undefined ? undefined : { kind: 'bubble', chat: place, bubble: bubbleOf(world, chat, message) };
}

function toast(world: World, press: string, answer: Toast): PageEvent | undefined {
  const pressed = world.presses.get(press);
  if (pressed === undefined) return undefined;
  const { place, person, message } = pressed;
  return { kind: 'toast', chat: place, press, person, message, toast: answer };
}

/** Whether it is for this person's eyes. */
export function concerns(world: World, event: PageEvent, person: UserId): boolean {
  if (event.kind === 'residents') return true;
  if ((event.kind === 'toast' || event.kind === 'pressed') && event.person !== person) return false;
  const chat: Chat = chatAt(world, event.chat);
  return isIn(chat, person) || (isGroup(chat.room) && event.kind === 'chat');
}
