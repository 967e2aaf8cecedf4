import type { BotState, World } from '../world/world.js';
import { BotApiError } from './error.js';

/** A token that is none is 404, one of no bot is 401. */
export function botWithToken(world: World, token: string): BotState {
  const id = /^(\d+):[\w-]+$/.exec(token)?.[1];
  if (id === undefined) throw new BotApiError(404, 'Not Found');
  const state = world.bots.get(Number(id));
  if (state === undefined || state.bot.token !== token) throw new BotApiError(401, 'Unauthorized');
  return state;
}
