import { botOf } from './lookup.js';
import { pushUpdate } from './queue-update.js';
import type { World } from './world.js';
import type { Effect, WorldEvent } from './world-event.js';

type Happened = Extract<
  WorldEvent,
  {
    kind:
      | 'webhook-set'
      | 'allowed-updates-set'
      | 'updates-settled'
      | 'update-injected'
      | 'update-held'
      | 'update-released'
      | 'commands-set';
  }
>;

/** What waits for a bot, and how it wants to get it. */
export function applyUpdates(world: World, event: Happened): Effect[] {
  const state = botOf(world, event.bot);
  switch (event.kind) {
    case 'webhook-set':
      state.webhook = event.webhook;
      if (event.dropPending) state.pending.clear();
      return [{ kind: 'webhook-changed', bot: event.bot }];
    case 'allowed-updates-set':
      state.allowedUpdates = event.types;
      return [];
    case 'updates-settled':
      for (const id of event.ids) state.pending.delete(id);
      return [];
    case 'update-injected':
      return [pushUpdate(state, event.update)];
    case 'update-held': {
      const update = state.pending.get(event.id);
      state.pending.delete(event.id);
      if (update !== undefined) state.held.set(event.id, update);
      return [];
    }
    case 'update-released': {
      const update = state.held.get(event.id);
      state.held.delete(event.id);
      return update === undefined ? [] : [pushUpdate(state, update)];
    }
    case 'commands-set':
      if (event.commands.length === 0) state.commands.delete(event.scope);
      else state.commands.set(event.scope, event.commands);
      return [];
  }
}
