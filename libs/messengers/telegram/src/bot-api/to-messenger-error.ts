import { z } from 'zod';
import type { Sending } from '#http';
import { MessengerError } from '#ports/messenger';
import { isUnknownMethod, kindOfRefusal, refusesPicture } from './refusals.js';

/** A Bot API answer that is not ok. */
export const Refusal = z.object({
  error_code: z.int(),
  description: z.string().default(''),
  parameters: z.object({ retry_after: z.number().optional(), migrate_to_chat_id: z.int().optional() }).optional(),
});
export type Refusal = z.infer<typeof Refusal>;

/** What was asked. `effect`: it shows or changes something a second time would show again. */
export type Asked = { method: string; effect: boolean };

/** What went out of a request, and whether it was too late for (the rest of) it. */
export type Sent = Pick<Sending, 'bytes' | 'late'>;

/** Rejected as a picture only: as a document Telegram may take it. */
export class PictureRefused extends MessengerError {}

/** Where Telegram forgets to say when to come back. */
const RETRY_AFTER_MS = 1_000;

/**
 * Telegram's refusals as facts. Of an answer of 500 and above, telegraf reads no body; none of them is certain: Telegram says 500 of
 * what it was doing when it restarts, and proxies say 502, 503 and 504 both of a server that was never reached and of one that
 * fell silent in the middle (Envoy resets as 503, nginx and HAProxy as 502).
 */
export function fromRefusal({ method, effect }: Asked, refusal: Refusal): MessengerError {
  const { error_code: code, description, parameters } = refusal;
  const message = `${method}: ${code} ${harmless(description)}`;
  if (parameters?.migrate_to_chat_id !== undefined)
    return new MessengerError('moved', message, { chat: String(parameters.migrate_to_chat_id) });
  switch (code) {
    case 401:
      return new MessengerError('unauthorized', message);
    case 404: // Also Telegram's answer to a token it does not know the shape of.
      return new MessengerError(isUnknownMethod(description) ? 'rejected' : 'unauthorized', message);
    case 403:
      return new MessengerError('blocked', message);
    case 409: // Someone else polls, or a webhook is set: nothing was done.
      return new MessengerError('unavailable', message);
    case 429: {
      const retryAfterMs = parameters?.retry_after === undefined ? RETRY_AFTER_MS : parameters.retry_after * 1_000;
      return new MessengerError('throttled', message, { retryAfterMs });
    }
    default:
      if (code >= 500) return new MessengerError(effect ? 'ambiguous' : 'unavailable', message);
      if (refusesPicture(description)) return new PictureRefused('rejected', message);
      return new MessengerError(kindOfRefusal(description), message);
  }
}

/**
 * An exchange that broke off. With no byte sent, or nothing to be shown twice, it certainly had no effect. The error
 * itself is not kept: its message and stack hold the token, its payload the person's words.
 */
export function fromBrokenExchange({ method, effect }: Asked, sent: Sent, error: unknown): MessengerError {
  const message = (how: string) => `${method}: ${how} (${nameOf(error)})`;
  if (sent.bytes === 0) return new MessengerError(sent.late ? 'late' : 'unavailable', message('nothing was sent'));
  return effect
    ? new MessengerError('ambiguous', message('broken off after it was sent'))
    : new MessengerError('unavailable', message('broken off'));
}

const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
};

/** A description for the log: without what was quoted from the request, and without addresses. */
const harmless = (description: string) =>
  description
    .replace(/"[^"]*"|\S+:\/\/\S+/g, '…')
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, 120);
