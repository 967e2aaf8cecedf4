import type { BotState } from '../../world/world.js';
import { conflict } from '../error.js';
import { answer, RawJson, type Call, type Method } from '../method.js';
import { readAllowedUpdates } from '../read-allowed-updates.js';

const longestPoll = 50;

export const getUpdates: Method = async (call) => {
  const { params, state, ground } = call;
  if (state.webhook !== undefined) {
    await ground.polls.conflictPause(state.bot.id);
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  readAllowedUpdates(call);
  const offset = params.integer('offset') ?? 0;
  confirm(call, state, offset);
  const updates = await ground.polls.wait(state, {
    offset,
    limit: clamp(params.integer('limit') ?? 100, 1, 100),
    timeout: clamp(params.integer('timeout') ?? 0, 0, longestPoll),
    signal: call.signal,
  });
  return answer(new RawJson(`[${updates.join(',')}]`));
};

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** An offset confirms all updates below it; a negative one keeps only that many of the last. */
function confirm({ ground: { history, clock, polls } }: Call, state: BotState, offset: number): void {
  if (offset === 0) return;
  const waiting = [...state.pending.keys()];
  const below = offset > 0 ? waiting.filter((id) => id < offset) : waiting.slice(0, offset);
  const now = clock.now();
  const expired = [...state.pending.values()].filter((update) => update.expiresAt < now).map((update) => update.id);
  const ids = [...new Set([...polls.confirmed(state, below), ...expired])];
  if (ids.length > 0) history.record({ kind: 'updates-settled', at: now, bot: state.bot.id, ids });
}
