import type { QueryConfig } from 'pg';
import type { CorrelationWrite } from '../../port.js';
import { lastOfEach, wholeMs } from './rows.js';

export type BlockedWrite = Extract<CorrelationWrite, { kind: 'blocked' }>;

/** What was said last of a chat counts. */
export function changeBlocked(writes: readonly BlockedWrite[]): QueryConfig[] {
  const last = lastOfEach(writes, (write) => write.chat);
  const blocked = last.flatMap(({ chat, since }) => (since === undefined ? [] : [{ chat, since: wholeMs(since) }]));
  const open = last.flatMap(({ chat, since }) => (since === undefined ? [chat] : []));
  return [...(blocked.length > 0 ? [block(blocked)] : []), ...(open.length > 0 ? [unblock(open)] : [])];
}

const block = (rows: readonly { chat: string; since: number }[]): QueryConfig => ({
  name: 'correlation.block',
  text: `
    INSERT INTO blocked_chat AS b (chat, since) SELECT * FROM unnest($1::text[], $2::bigint[])
    ON CONFLICT (chat) DO UPDATE SET since = excluded.since WHERE b.since <> excluded.since`,
  values: [rows.map((row) => row.chat), rows.map((row) => row.since)],
});

const unblock = (chats: readonly string[]): QueryConfig => ({
  name: 'correlation.unblock',
  text: `DELETE FROM blocked_chat WHERE chat = ANY($1::text[])`,
  values: [chats],
});
