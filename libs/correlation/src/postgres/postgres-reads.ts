import type { QueryResultRow } from 'pg';
import type { ChatKey, CommandId, DeskId, IssueId, MessageId, UserKey } from '#contracts';
import type {
  Claim,
  CorrelationReads,
  Decision,
  JournalCursor,
  Link,
  MessageAbout,
  Resent,
  ShownChat,
  WritePlace,
} from '../port.js';
import type { Queryable } from './queryable.js';
import {
  toAbout,
  toCreation,
  toDecision,
  toIntent,
  toLink,
  type AboutRow,
  type CreationRow,
  type DecisionRow,
  type IntentRow,
  type LinkRow,
} from './stored-rows.js';

type WriteRow = ({ kind: 'claim' } & Claim) | ({ kind: 'intent' } & IntentRow) | ({ kind: 'cursor' } & JournalCursor);
type ShownRow = Pick<ShownChat, 'chat' | 'slots'> & { last_own: MessageId | null };

const CLAIMS = `
  FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS w (tracker, item)) AS wanted,
  LATERAL (SELECT tracker, item, command, chat FROM claim
    WHERE tracker = wanted.tracker AND item = wanted.item OFFSET 0) AS found`;

const WRITES_AT = `
  SELECT 'claim' AS kind, found.*, NULL AS session, NULL AS account, NULL AS issue, NULL::json AS baseline,
    NULL AS feed, NULL::double precision AS "order", NULL AS mark, NULL::jsonb AS unclaimed ${CLAIMS}
  UNION ALL
  SELECT 'intent', found.*, NULL, NULL, NULL, NULL
  FROM (SELECT DISTINCT * FROM unnest($3::text[], $4::text[]) AS w (tracker, issue)) AS place,
  LATERAL (SELECT tracker, NULL, command, chat, session, account, issue, baseline FROM write_intent
    WHERE open AND tracker = place.tracker AND issue = place.issue OFFSET 0) AS found
  UNION ALL
  SELECT 'intent', found.*, NULL, NULL, NULL, NULL FROM (SELECT DISTINCT tracker FROM unnest($3::text[]) AS w (tracker)) AS place,
  LATERAL (SELECT tracker, NULL, command, chat, session, account, issue, baseline FROM write_intent
    WHERE open AND tracker = place.tracker AND issue IS NULL OFFSET 0) AS found
  UNION ALL
  SELECT 'cursor', NULL, NULL, NULL, NULL, NULL, NULL, found.issue, NULL,
    found.feed, found.place, found.mark, found.unclaimed
  FROM (SELECT DISTINCT * FROM unnest($4::text[], $5::text[]) AS w (issue, feed)) AS wanted,
  LATERAL (SELECT * FROM journal_cursor WHERE feed = wanted.feed AND issue = wanted.issue OFFSET 0) AS found`;

/**
 * Correlation read from Postgres: each of these is one statement, sent at once. `OFFSET 0` keeps each pair a look at an
 * index: joined freely they are planned by guesses, and a table that was small once is walked through for ever.
 */
export class PostgresReads implements CorrelationReads {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async links(users: readonly UserKey[]) {
    const rows = await this.#read<LinkRow>('links', `SELECT * FROM link WHERE user_key = ANY($1::text[])`, [users]);
    return new Map(rows.map((row) => [row.user_key, toLink(row)]));
  }

  async linksOf(accounts: readonly Pick<Link, 'desk' | 'account'>[]) {
    const rows = await this.#read<LinkRow>(
      'links-of',
      `SELECT found.* FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS w (desk, account)) AS wanted,
       LATERAL (SELECT * FROM link WHERE desk = wanted.desk AND account = wanted.account OFFSET 0) AS found`,
      [accounts.map((one) => one.desk), accounts.map((one) => one.account)],
    );
    return rows.map(toLink);
  }

  async about(messages: readonly Pick<MessageAbout, 'chat' | 'message'>[]) {
    const rows = await this.#read<AboutRow>(
      'about',
      `SELECT found.* FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS w (chat, message)) AS wanted,
       LATERAL (SELECT * FROM message_about WHERE chat = wanted.chat AND message = wanted.message OFFSET 0) AS found`,
      [messages.map((one) => one.chat), messages.map((one) => one.message)],
    );
    return rows.map(toAbout);
  }

  async created(commands: readonly CommandId[]) {
    const text = `SELECT * FROM created_issue WHERE command = ANY($1::text[])`;
    const rows = await this.#read<CreationRow>('created', text, [commands]);
    return new Map(rows.map((row) => [row.command, toCreation(row)]));
  }

  async creations(issues: readonly { tracker: string; issue: IssueId }[]) {
    const rows = await this.#read<CreationRow>(
      'creations',
      `SELECT found.* FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS w (tracker, issue)) AS wanted,
       LATERAL (SELECT * FROM created_issue WHERE tracker = wanted.tracker AND issue = wanted.issue OFFSET 0) AS found`,
      [issues.map((one) => one.tracker), issues.map((one) => one.issue)],
    );
    return rows.map(toCreation);
  }

  async pollCursors(feeds: readonly string[]) {
    const text = `SELECT feed, cursor FROM poll_cursor WHERE feed = ANY($1::text[])`;
    const rows = await this.#read<{ feed: string; cursor: unknown }>('poll-cursors', text, [feeds]);
    return new Map(rows.map(({ feed, cursor }) => [feed, cursor]));
  }

  async writesAt(places: readonly WritePlace[]) {
    const items = places.flatMap((place) => place.items.map((item) => ({ tracker: place.tracker, item })));
    const rows = await this.#read<WriteRow>('writes-at', WRITES_AT, [
      items.map((one) => one.tracker),
      items.map((one) => one.item),
      places.map((place) => place.tracker),
      places.map((place) => place.issue),
      places.map((place) => place.feed),
    ]);
    return {
      claims: rows.flatMap((row) => (row.kind === 'claim' ? [toClaim(row)] : [])),
      open: rows.flatMap((row) => (row.kind === 'intent' ? [toIntent(row)] : [])),
      cursors: rows.flatMap((row) => (row.kind === 'cursor' ? [toCursor(row)] : [])),
    };
  }

  async claims(items: readonly Pick<Claim, 'tracker' | 'item'>[]) {
    const values = [items.map((one) => one.tracker), items.map((one) => one.item)];
    return (await this.#read<Claim>('claims', `SELECT found.* ${CLAIMS}`, values)).map(toClaim);
  }

  async resent(marks: readonly Pick<Resent, 'tracker' | 'mark'>[]) {
    const text = `
      SELECT found.tracker, found.mark, found.item, own.session
      FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS w (tracker, mark)) AS wanted,
      LATERAL (SELECT tracker, mark, item, command FROM claim
        WHERE mark IS NOT NULL AND tracker = wanted.tracker AND mark = wanted.mark OFFSET 0) AS found,
      LATERAL (SELECT session FROM write_intent
        WHERE tracker = found.tracker AND command = found.command OFFSET 0) AS own`;
    const values = [marks.map(({ tracker }) => tracker), marks.map(({ mark }) => mark)];
    return this.#read<Resent>('resent', text, values);
  }

  async blocked(chats: readonly ChatKey[]) {
    const text = `SELECT chat, since FROM blocked_chat WHERE chat = ANY($1::text[])`;
    const rows = await this.#read<{ chat: ChatKey; since: string }>('blocked', text, [chats]);
    return new Map(rows.map((row) => [row.chat, Number(row.since)]));
  }

  async shown(chats: readonly ChatKey[]) {
    const text = `SELECT chat, slots, last_own FROM shown_chat WHERE chat = ANY($1::text[])`;
    const rows = await this.#read<ShownRow>('shown', text, [chats]);
    return new Map(rows.map(({ chat, slots, last_own }) => [chat, { chat, slots, lastOwn: last_own ?? undefined }]));
  }

  async decisions(desk: DeskId, issue: IssueId): Promise<readonly Decision[]> {
    const text = `SELECT * FROM decision WHERE desk = $1 AND issue = $2 ORDER BY at`;
    return (await this.#read<DecisionRow>('decisions', text, [desk, issue])).map(toDecision);
  }

  async #read<T extends QueryResultRow>(name: string, text: string, values: unknown[]): Promise<T[]> {
    const { rows } = await this.#db.query<T>({ name: `correlation.read.${name}`, text, values });
    return rows;
  }
}

const toCursor = ({ feed, issue, order, mark, unclaimed }: JournalCursor): JournalCursor => ({
  feed,
  issue,
  order,
  mark,
  unclaimed,
});
const toClaim = ({ tracker, item, command, chat }: Claim): Claim => ({ tracker, item, command, chat });
