import type { QueryConfig } from 'pg';
import { keyOf } from '../../key.js';
import type { Decision, MessageAbout } from '../../port.js';
import { lastOfEach, wholeMs } from './rows.js';

export function writeAbout(about: readonly MessageAbout[]): QueryConfig[] {
  if (about.length === 0) return [];
  const rows = lastOfEach(about, (row) => keyOf(row.chat, row.message));
  return [
    {
      name: 'correlation.about',
      text: `
        INSERT INTO message_about AS m (chat, message, issue, journal, created_by, direction, slot)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
        ON CONFLICT (chat, message) DO UPDATE
        SET issue = excluded.issue, journal = excluded.journal, created_by = excluded.created_by,
          direction = excluded.direction, slot = excluded.slot
        WHERE (m.issue, m.journal, m.created_by, m.direction, m.slot) IS DISTINCT FROM
          (excluded.issue, excluded.journal, excluded.created_by, excluded.direction, excluded.slot)`,
      values: [
        rows.map((row) => row.chat),
        rows.map((row) => row.message),
        rows.map((row) => row.issue),
        rows.map((row) => row.journal),
        rows.map((row) => row.createdBy),
        rows.map((row) => row.direction),
        rows.map((row) => row.slot),
      ],
    },
  ];
}

/** A later decision about the same change and person (quiet hours are over) replaces the earlier one. */
export function writeDecisions(decisions: readonly Decision[]): QueryConfig[] {
  if (decisions.length === 0) return [];
  const inTime = decisions.toSorted((a, b) => a.at - b.at);
  const rows = lastOfEach(inTime, (row) => keyOf(row.desk, row.issue, row.change, row.account));
  return [
    {
      name: 'correlation.decision',
      text: `
        INSERT INTO decision AS d (desk, issue, change, account, account_name, why, at)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
        ON CONFLICT (desk, issue, change, account) DO UPDATE
        SET account_name = excluded.account_name, why = excluded.why, at = excluded.at
        WHERE d.at <= excluded.at AND d IS DISTINCT FROM excluded`,
      values: [
        rows.map((row) => row.desk),
        rows.map((row) => row.issue),
        rows.map((row) => row.change),
        rows.map((row) => row.account),
        rows.map((row) => row.accountName),
        rows.map((row) => row.why),
        rows.map((row) => wholeMs(row.at)),
      ],
    },
  ];
}
