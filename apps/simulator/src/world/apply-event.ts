import { applyMembers } from './apply-members.js';
import { applyMessages } from './apply-messages.js';
import { applyUpdates } from './apply-updates.js';
import { applyConnection } from './business.js';
import type { World } from './world.js';
import type { Effect, WorldEvent } from './world-event.js';

/**
 * Moves the world on by one event and tells what follows from it. Depends on nothing but its arguments; it changes the
 * world in place, because a copy of it would cost far more than an event.
 */
export function applyEvent(world: World, event: WorldEvent): Effect[] {
  switch (event.kind) {
    case 'bot-created':
    case 'person-created':
    case 'person-deactivated':
    case 'chat-opened':
    case 'group-moved':
    case 'member-changed':
      return applyMembers(world, event);
    case 'message-posted':
    case 'message-edited':
    case 'messages-deleted':
    case 'reacted':
    case 'button-pressed':
    case 'press-answered':
      return applyMessages(world, event);
    case 'webhook-set':
    case 'allowed-updates-set':
    case 'updates-settled':
    case 'update-injected':
    case 'update-held':
    case 'update-released':
    case 'commands-set':
      return applyUpdates(world, event);
    case 'business-set':
      return applyConnection(world, event);
    case 'file-stored':
      world.files.set(event.file.key, event.file);
      world.lastFile++;
      return [];
    case 'file-linked':
      world.links.set(`${event.bot}/${event.file}`, event.until);
      return [];
    case 'album-numbered':
      world.lastAlbum++;
      return [];
    case 'action-shown':
      return [];
  }
}
