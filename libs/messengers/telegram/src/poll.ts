import type { Call } from '#ports/messenger';
import type { BotApi } from './bot-api/bot-api.js';
import { ALLOWED_UPDATES } from './incoming/normalise.js';
import { MAX_POLL_S } from './limits.js';

/** One long poll. Its offset confirms everything up to and with `after`. */
export async function poll(
  api: BotApi,
  { signal }: Call,
  after: string | undefined,
  waitMs: number,
): Promise<{ raw: unknown[]; last: string | undefined }> {
  const raw = await api.call(
    'getUpdates',
    {
      ...(after === undefined ? {} : { offset: Number(after) + 1 }),
      limit: 100,
      timeout: Math.min(MAX_POLL_S, Math.ceil(waitMs / 1_000)),
      allowed_updates: ALLOWED_UPDATES,
    },
    { signal },
  );
  const last = raw.at(-1)?.update_id;
  return { raw, last: last === undefined ? after : String(last) };
}
