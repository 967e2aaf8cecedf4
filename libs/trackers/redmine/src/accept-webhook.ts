import { createHmac, timingSafeEqual } from 'node:crypto';
import { issueId } from '#contracts';
import type { TrackerWebhook } from '#ports/tracker';
import { z } from 'zod';

/** Redmine 7.0's own webhooks (`app/models/webhook.rb`, `lib/redmine/webhook_payload`). */
const Hook = z.object({ data: z.object({ issue: z.object({ id: z.int().positive() }) }) });

/**
 * A webhook is a hint, whatever it says: it names no private note as private and may be late, lost or doubled. Only the
 * issue's number is taken from it. It has no id of its own; against replays the gateway has `timestamp` and the key.
 *
 * @param secret as it stands at the hook; the signature is `sha256=` and the hex HMAC of the raw body.
 */
export const redmineWebhook = (secret: string): TrackerWebhook => ({
  accept(headers, body) {
    const sent = Buffer.from(headers['x-redmine-signature-256'] ?? '');
    const due = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
    if (sent.length !== due.length || !timingSafeEqual(sent, due)) return undefined;
    const hook = Hook.safeParse(json(body)).data;
    return hook ? [{ issue: issueId(String(hook.data.issue.id)) }] : [];
  },
});

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
