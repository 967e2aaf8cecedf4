import type { QueryConfig } from 'pg';
import { keyOf } from '../../key.js';
import type { Claim, CorrelationWrite, WriteIntent } from '../../port.js';
import { lastOfEach } from './rows.js';

/** An issue never becomes another; what came to nothing may turn out to be there after all. */
export function addCreated(writes: readonly Extract<CorrelationWrite, { kind: 'created' }>[]): QueryConfig[] {
  if (writes.length === 0) return [];
  const rows = lastOfEach(writes, (write) => write.command);
  return [
    {
      name: 'correlation.created',
      text: `
        INSERT INTO created_issue (command, tracker, issue, made_for)
        SELECT command, tracker, issue, made_for::json
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS c (command, tracker, issue, made_for)
        ON CONFLICT (command) DO UPDATE SET issue = excluded.issue, made_for = excluded.made_for
        WHERE created_issue.issue IS NULL AND excluded.issue IS NOT NULL`,
      values: [
        rows.map((row) => row.command),
        rows.map((row) => row.tracker),
        rows.map((row) => row.issue),
        rows.map((row) => (row.madeFor ? JSON.stringify(row.madeFor) : null)),
      ],
    },
  ];
}

export function writeIntents(intents: readonly WriteIntent[]): QueryConfig[] {
  if (intents.length === 0) return [];
  const rows = lastOfEach(intents, (row) => keyOf(row.tracker, row.command));
  return [
    {
      name: 'correlation.intent',
      text: `
        INSERT INTO write_intent (tracker, command, chat, session, account, issue, baseline, open)
        SELECT tracker, command, chat, session, account, issue, baseline::json, open
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[])
          AS w (tracker, command, chat, session, account, issue, baseline, open)
        ON CONFLICT (tracker, command) DO UPDATE
        SET chat = excluded.chat, session = excluded.session, account = excluded.account, issue = excluded.issue,
          baseline = excluded.baseline, open = excluded.open, at = excluded.at`,
      values: [
        rows.map((row) => row.tracker),
        rows.map((row) => row.command),
        rows.map((row) => row.chat),
        rows.map((row) => row.session),
        rows.map((row) => row.account),
        rows.map((row) => row.issue),
        rows.map((row) => JSON.stringify(row.baseline ?? null)),
        rows.map((row) => row.open),
      ],
    },
  ];
}

/** An item belongs to the first command that claims it: its own claim again changes nothing, another's is refused (23505). */
export function addClaims(claims: readonly Claim[]): QueryConfig[] {
  if (claims.length === 0) return [];
  const rows = lastOfEach(claims, (row) => keyOf(row.tracker, row.item, row.command));
  return [
    {
      name: 'correlation.claim',
      text: `
        INSERT INTO claim (tracker, item, command, chat, mark)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
          AS w (tracker, item, command, chat, mark)
        WHERE NOT EXISTS (
          SELECT FROM claim c WHERE c.tracker = w.tracker AND c.item = w.item AND c.command = w.command)`,
      values: [
        rows.map((row) => row.tracker),
        rows.map((row) => row.item),
        rows.map((row) => row.command),
        rows.map((row) => row.chat),
        rows.map((row) => row.mark),
      ],
    },
  ];
}
