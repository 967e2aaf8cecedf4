import { methodNames } from '../schema/schema.js';
import type { BotState, PendingUpdate, UserId, Webhook } from '../world/world.js';
import type { Effect } from '../world/world-event.js';
import type { Json } from '../bot-api/json.js';
import type { Ground } from '../bot-api/method.js';
import type { RawCall } from '../bot-api/read-request.js';
import type { FaultDraws } from '../faults/faults.js';
import { botOf } from '../world/lookup.js';
import type { Wire } from './long-polls.js';
import { webhookPoster, type Posted, type WebhookPoster } from './post-webhook.js';
import { webhookEngine, type WebhookEngine } from './webhook-engine.js';

/** Methods a webhook's answer may not call. */
const notAsAnswer = /^(get|setwebhook$|deletewebhook$|close$|logout$)/;

export type AnswerCall = (state: BotState, method: string, raw: RawCall) => void;
type Open = { engine: WebhookEngine; poster: WebhookPoster };

/** The webhooks of all bots: opened, closed and fed as the world says. */
export function webhooks(ground: Ground, wire: Wire, faults: FaultDraws, runAnswer: AnswerCall) {
  const { history, clock, random, webhookErrors } = ground;
  const open = new Map<UserId, Open>();

  const post = async (state: BotState, poster: WebhookPoster, update: PendingUpdate): Promise<Posted> => {
    if (faults.strikesUpdate('webhook-outage', state.bot.id, update.type) !== undefined) {
      return { kind: 'failed', message: 'Connection timed out' };
    }
    const posted = await poster.post(wire.json(update, state.bot.id));
    const call = posted.kind === 'answered' && posted.status < 300 ? calledBy(posted) : undefined;
    if (call !== undefined) runAnswer(state, call.method, call.raw);
    return posted;
  };

  const settled = (state: BotState, update: PendingUpdate): boolean => {
    if (wire.keepsConfirmed(update, state.bot.id)) return false;
    history.record({ kind: 'updates-settled', at: clock.now(), bot: state.bot.id, ids: [update.id] });
    return true;
  };

  const openFor = (state: BotState, webhook: Webhook): void => {
    const bot = state.bot.id;
    const poster = webhookPoster(webhook, clock);
    const engine = webhookEngine({
      clock,
      random,
      maxConnections: webhook.maxConnections,
      post: (update) => post(state, poster, update),
      settled: (update) => settled(state, update),
      failed: (message) => void webhookErrors.set(bot, { at: clock.now(), message }),
      gone: () => history.record({ kind: 'webhook-set', at: clock.now(), bot, dropPending: false }),
    });
    open.set(bot, { engine, poster });
    for (const update of state.pending.values()) engine.add(update);
  };

  const shut = (bot: UserId): void => {
    const known = open.get(bot);
    open.delete(bot);
    known?.engine.close();
    known?.poster.close();
  };

  const reopen = (state: BotState): void => {
    shut(state.bot.id);
    if (state.webhook !== undefined) openFor(state, state.webhook);
  };

  return {
    /** Takes up what an earlier process left. */
    start(): void {
      for (const state of history.world.bots.values()) reopen(state);
    },
    onEffect(effect: Effect): void {
      const state = botOf(history.world, effect.bot);
      if (effect.kind === 'webhook-changed') return reopen(state);
      // A fault may have held it back in the meantime.
      if (state.pending.has(effect.update.id)) open.get(effect.bot)?.engine.add(effect.update);
    },
    close(): void {
      for (const bot of [...open.keys()]) shut(bot);
    },
  };
}

/** The method call in the body of a 2xx, if there is one and it is allowed there. */
function calledBy({ body = '', contentType = '' }: Posted): { method: string; raw: RawCall } | undefined {
  if (body === '') return undefined;
  const values = contentType.startsWith('application/x-www-form-urlencoded')
    ? Object.fromEntries(new URLSearchParams(body))
    : asObject(body);
  const { method, ...rest } = values;
  const asked = String(method ?? '').toLowerCase();
  const name = notAsAnswer.test(asked) ? undefined : methodNames.get(asked);
  return name === undefined ? undefined : { method: name, raw: { values: rest, uploads: new Map() } };
}

function asObject(body: string): Record<string, Json | undefined> {
  try {
    const value = JSON.parse(body) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
