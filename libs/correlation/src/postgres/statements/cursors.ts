import type { QueryConfig } from 'pg';
import { keyOf } from '../../key.js';
import type { CorrelationWrite, JournalCursor } from '../../port.js';
import { lastOfEach } from './rows.js';

/** A journal cursor never goes back: what was shown stays shown. The rest of it is as it was seen last. */
export function moveJournalCursors(cursors: readonly JournalCursor[]): QueryConfig[] {
  if (cursors.length === 0) return [];
  const key = (row: JournalCursor) => keyOf(row.feed, row.issue);
  const highest = new Map<string, number>();
  for (const row of cursors) highest.set(key(row), Math.max(row.order, highest.get(key(row)) ?? row.order));
  const rows = lastOfEach(cursors, key);
  return [
    {
      name: 'correlation.journal-cursor',
      text: `
        INSERT INTO journal_cursor AS j (feed, issue, place, mark, unclaimed)
        SELECT feed, issue, place, mark, unclaimed::jsonb
        FROM unnest($1::text[], $2::text[], $3::double precision[], $4::text[], $5::text[])
          AS w (feed, issue, place, mark, unclaimed)
        ON CONFLICT (feed, issue) DO UPDATE
        SET place = greatest(j.place, excluded.place), mark = excluded.mark, unclaimed = excluded.unclaimed
        WHERE j.place < excluded.place OR j.mark <> excluded.mark OR j.unclaimed <> excluded.unclaimed`,
      values: [
        rows.map((row) => row.feed),
        rows.map((row) => row.issue),
        rows.map((row) => highest.get(key(row))),
        rows.map((row) => row.mark),
        rows.map((row) => JSON.stringify(row.unclaimed)),
      ],
    },
  ];
}

export function movePollCursors(writes: readonly Extract<CorrelationWrite, { kind: 'poll-cursor' }>[]): QueryConfig[] {
  if (writes.length === 0) return [];
  const rows = lastOfEach(writes, (write) => write.feed);
  return [
    {
      name: 'correlation.poll-cursor',
      text: `
        INSERT INTO poll_cursor (feed, cursor)
        SELECT feed, cursor::json FROM unnest($1::text[], $2::text[]) AS w (feed, cursor)
        ON CONFLICT (feed) DO UPDATE SET cursor = excluded.cursor`,
      values: [rows.map((row) => row.feed), rows.map((row) => JSON.stringify(row.cursor ?? null))],
    },
  ];
}
