import type { JsonObject } from '../bot-api/json.js';
import { botOf, mustHave } from './lookup.js';
import { queueUpdate } from './queue-update.js';
import { renderUser } from './render-chat.js';
import type { BusinessConnection, World } from './world.js';
import type { Effect, WorldEvent } from './world-event.js';

/** A `BusinessConnection` of the Bot API: the bot may read and answer, and nothing else. */
export const renderConnection = (world: World, { id, owner, at, enabled }: BusinessConnection): JsonObject => ({
  id,
  user: renderUser(world, owner),
  user_chat_id: owner,
  date: Math.floor(at / 1000),
  rights: { can_reply: true, can_read_messages: true },
  is_enabled: enabled,
});

/** Someone lets a bot answer in their chats, or does so no more. */
export function applyConnection(world: World, event: Extract<WorldEvent, { kind: 'business-set' }>): Effect[] {
  const { connection } = event;
  world.businesses.set(connection.id, { ...connection });
  const shown = renderConnection(world, connection);
  return queueUpdate(
    botOf(world, connection.bot),
    'business_connection',
    `connection:${connection.id}`,
    event.at,
    shown,
  );
}

export const connectionOf = (world: World, id: string): BusinessConnection =>
  mustHave(world.businesses.get(id), `business connection ${id}`);
