import { z } from 'zod';
import type { ChatKey } from '#contracts';
import { askPostgres } from '../ground/ask-postgres.js';

/** So much of each is told. */
const HEAD = 600;
const Known = z.array(z.object({ what: z.string(), says: z.string() }));

/** What its people are in the middle of, what stands in it as far as is known, and what was asked of the tracker for it last. */
const KNOWN = `
  SELECT 'session of ' || key AS what, coalesce(state ->> 'dialogs', 'no dialogs') AS says FROM lane_state
  WHERE topic = 'session-events' AND starts_with(key, $1)
  UNION ALL
  SELECT 'shown', slots::text FROM shown_chat WHERE chat = $1
  UNION ALL
  (SELECT CASE WHEN open THEN 'open intent' ELSE 'intent' END, command || ' of issue ' || coalesce(issue, 'none')
    FROM write_intent WHERE chat = $1 ORDER BY at DESC LIMIT 3)`;

/** What the product itself knows of a chat in which somebody waits for ever: whether it waits, too, or has said its word. */
export async function knownOfChat(databaseUrl: string, chat: ChatKey): Promise<string[]> {
  const known = Known.parse(await askPostgres(databaseUrl, KNOWN, [chat]));
  return known.map(({ what, says }) => `${what}: ${says.slice(0, HEAD)}`);
}
