import type { History } from '../world/history.js';
import type { Message } from '../world/message.js';
import type { ChatPlace } from '../world/world.js';
import type { WorldEvent } from '../world/world-event.js';
import { bubbleOf, type Bubble } from './bubble.js';
import { waitFor, type Patience } from './wait-for.js';

/** `after`: only messages with a higher id count. */
export type BubblePatience = Patience & { after?: number };

export function bubblesIn({ world }: History, place: ChatPlace): Bubble[] {
  const chat = world.chats.get(place);
  return chat === undefined ? [] : [...chat.messages.values()].map((message) => bubbleOf(world, chat, message));
}

/** Waits for a message that fits: the newest of those there are, or the first that comes or changes so that it does. */
export function waitForBubble(
  history: History,
  place: ChatPlace,
  fits: (bubble: Bubble) => boolean,
  what: string,
  { after = 0, ...patience }: BubblePatience = {},
): Promise<Bubble> {
  const fitting = (message: Message | undefined): Bubble | undefined => {
    const chat = history.world.chats.get(place);
    if (chat === undefined || message === undefined || message.id <= after) return undefined;
    const bubble = bubbleOf(history.world, chat, message);
    return fits(bubble) ? bubble : undefined;
  };
  const newest = (): Bubble | undefined => {
    const messages = [...(history.world.chats.get(place)?.messages.values() ?? [])];
    for (const message of messages.reverse()) {
      const bubble = fitting(message);
      if (bubble !== undefined) return bubble;
    }
    return undefined;
  };
  const look = (event?: WorldEvent): Bubble | undefined => {
    if (event === undefined) return newest();
    const id = messageOf(event, place);
    return id === undefined ? undefined : fitting(history.world.chats.get(place)?.messages.get(id));
  };
  return waitFor(history, look, what, patience);
}

/** The message of this chat that an event is about. */
function messageOf(event: WorldEvent, place: ChatPlace): number | undefined {
  switch (event.kind) {
    case 'message-posted':
      return event.place === place ? event.message.id : undefined;
    case 'message-edited':
    case 'reacted':
      return event.place === place ? event.id : undefined;
    default:
      return undefined;
  }
}
