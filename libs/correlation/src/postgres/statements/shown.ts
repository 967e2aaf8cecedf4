import type { QueryConfig } from 'pg';
import type { ShownChat } from '../../port.js';
import { lastOfEach } from './rows.js';

export function writeShown(shown: readonly ShownChat[]): QueryConfig[] {
  if (shown.length === 0) return [];
  const rows = lastOfEach(shown, (row) => row.chat);
  return [
    {
      name: 'correlation.shown',
      text: `
        INSERT INTO shown_chat (chat, slots, last_own)
        SELECT chat, slots::json, last_own FROM unnest($1::text[], $2::text[], $3::text[]) AS s (chat, slots, last_own)
        ON CONFLICT (chat) DO UPDATE SET slots = excluded.slots, last_own = excluded.last_own`,
      values: [
        rows.map((row) => row.chat),
        rows.map((row) => JSON.stringify(row.slots)),
        rows.map((row) => row.lastOwn),
      ],
    },
  ];
}
