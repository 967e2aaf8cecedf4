import type { BotState, World } from '../world/world.js';
import { BotApiError } from './error.js';

/** The bot of a token as it stands in a path, its colon perhaps escaped. A token that is none is 404, one of no bot 401. */
export function botWithToken(world: World, escaped: string): BotState {
  const token = escaped.replace(/%3a/i, ':');
  const id = /^(\d+):[\w-]+$/.exec(token)?.[1];
  if (id === undefined) throw new BotApiError(404, 'Not Found');
  const state = world.bots.get(Number(id));
  if (state === undefined || state.bot.token !== token) throw new BotApiError(401, 'Unauthorized');
  return state;
}
