import type { JsonObject } from '../bot-api/json.js';
import type { BotState, PendingUpdate } from './world.js';
import type { Effect } from './world-event.js';

/** What a bot gets unless it asks for more (Bot API, getUpdates: `allowed_updates`). */
const onlyOnRequest: ReadonlySet<string> = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

const day = 24 * 3600_000;
/** How long an update waits for its bot, as in the open server. */
const lifetimes: Readonly<Record<string, number>> = { callback_query: 150_000, inline_query: 30_000 };

const wants = (state: BotState, type: string): boolean =>
  state.allowedUpdates === undefined ? !onlyOnRequest.has(type) : state.allowedUpdates.includes(type);

/** Queues an update of its own type, if the bot wants that type at all. `queue` keeps the order of those that share it. */
export function queueUpdate(state: BotState, type: string, queue: string, at: number, payload: JsonObject): Effect[] {
  if (!wants(state, type)) return [];
  const expiresAt = at + (lifetimes[type] ?? day);
  return [pushUpdate(state, { type, queue, expiresAt, body: JSON.stringify({ [type]: payload }) })];
}

export function pushUpdate(state: BotState, update: Omit<PendingUpdate, 'id'>): Effect {
  const pending = { ...update, id: ++state.lastUpdateId };
  state.pending.set(pending.id, pending);
  return { kind: 'update-queued', bot: state.bot.id, update: pending };
}

/** The update as it goes over the wire: its id, then the rest as it was when it happened. */
export const updateJson = (update: PendingUpdate): string => `{"update_id":${update.id},${update.body.slice(1)}`;
