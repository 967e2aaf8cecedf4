import type { BotState } from '../../world/world.js';
import { conflict } from '../error.js';
import { answer, RawJson, type Call, type Method } from '../method.js';
import { readAllowedUpdates } from '../read-allowed-updates.js';

const longestPoll = 50;
const most = 100;

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
    limit: clamp(params.integer('limit') ?? most, 1, most),
    timeout: clamp(params.integer('timeout') ?? 0, 0, longestPoll),
    signal: call.signal,
  });
  return answer(new RawJson(`[${updates.join(',')}]`));
};

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** Those that no one gets any more, as far as a poll may look. */
function expired({ pending }: BotState, now: number): number[] {
  const ids: number[] = [];
  let live = 0;
  for (const { id, expiresAt } of pending.values()) {
    if (expiresAt < now) ids.push(id);
    else if (++live === most) break;
  }
  return ids;
}

/** An offset confirms all updates below it; a negative one keeps only that many of the last. */
function confirm({ ground: { history, clock, polls } }: Call, state: BotState, offset: number): void {
  const end = offset >= 0 ? offset : state.lastUpdateId + 1;
  const kept = offset >= 0 ? Infinity : Math.max(0, state.pending.size + offset);
  const below: number[] = [];
  for (const id of state.pending.keys()) {
    if (id >= end || below.length >= kept) break;
    below.push(id);
  }
  const ids = [...polls.confirmed(state, below), ...expired(state, clock.now())];
  if (ids.length > 0) history.record({ kind: 'updates-settled', at: clock.now(), bot: state.bot.id, ids });
}
