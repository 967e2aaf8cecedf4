import { isDeepStrictEqual } from 'node:util';
import type { Webhook } from '../../world/world.js';
import { badRequest } from '../error.js';
import { answer, type Answer, type Call, type Method } from '../method.js';
import { readAllowedUpdates } from '../read-allowed-updates.js';

/** As a server in local mode has it: plain HTTP, any port, and more connections than the cloud's 100. */
const mostConnections = 100_000;
const usualConnections = 40;

export const setWebhook: Method = (call) => {
  const url = call.params.text('url')?.trim() ?? '';
  if (url === '') return removeWebhook(call);
  const webhook = readWebhook(call, url);
  readAllowedUpdates(call);
  const { state, ground } = call;
  const dropPending = call.params.flag('drop_pending_updates');
  ground.webhookPace.take(state.bot.id);
  if (isDeepStrictEqual(webhook, state.webhook) && !dropPending) return answer(true, 'Webhook is already set');
  ground.polls.abort(state.bot.id, 'terminated by setWebhook request');
  record(call, webhook, dropPending);
  return answer(true, 'Webhook was set');
};

export const deleteWebhook: Method = (call) => removeWebhook(call);

function removeWebhook(call: Call): Answer {
  const dropPending = call.params.flag('drop_pending_updates');
  const was = call.state.webhook !== undefined;
  if (was || dropPending) record(call, undefined, dropPending);
  return answer(true, was ? 'Webhook was deleted' : 'Webhook is already deleted');
}

function record(
  { state, ground: { history, clock, webhookErrors } }: Call,
  webhook: Webhook | undefined,
  dropPending: boolean,
): void {
  webhookErrors.delete(state.bot.id);
  history.record({ kind: 'webhook-set', at: clock.now(), bot: state.bot.id, webhook, dropPending });
}

function readWebhook({ params }: Call, url: string): Webhook {
  if (!URL.canParse(url) || !/^https?:\/\//i.test(url)) throw badRequest('bad webhook: invalid webhook URL specified');
  const secret = params.text('secret_token');
  if (secret !== undefined && secret.length > 256) throw badRequest('secret token is too long');
  if (secret !== undefined && !/^[\w-]+$/.test(secret)) throw badRequest('secret token contains unallowed characters');
  const asked = params.integer('max_connections') ?? usualConnections;
  return {
    url,
    maxConnections: Math.min(Math.max(asked, 1), mostConnections),
    hasCertificate: params.has('certificate'),
    ...(secret === undefined ? {} : { secret }),
    ...(params.has('ip_address') ? { ipAddress: params.text('ip_address') } : {}),
  };
}

export const getWebhookInfo: Method = ({ state, ground: { webhookErrors, clock } }) => {
  const { webhook, pending, allowedUpdates } = state;
  const live = [...pending.values()].filter(({ expiresAt }) => expiresAt >= clock.now());
  const error = webhookErrors.get(state.bot.id);
  return answer({
    url: webhook?.url ?? '',
    has_custom_certificate: webhook?.hasCertificate ?? false,
    pending_update_count: live.length,
    ...(error === undefined ? {} : { last_error_date: Math.floor(error.at / 1000), last_error_message: error.message }),
    ...(webhook === undefined ? {} : { max_connections: webhook.maxConnections }),
    ...(webhook?.ipAddress === undefined ? {} : { ip_address: webhook.ipAddress }),
    ...(allowedUpdates === undefined ? {} : { allowed_updates: [...allowedUpdates] }),
  });
};
