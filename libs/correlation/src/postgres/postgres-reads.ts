import type { QueryResultRow } from 'pg';
import type { AccountId, ChatKey, CommandId, DeskId, IssueId, MessageId, UserKey } from '#contracts';
import type { Claim, CorrelationReads, Decision, JournalCursor, ShownChat } from '../port.js';
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

type WriteRow = ({ kind: 'claim' } & ClaimRow) | ({ kind: 'intent' } & IntentRow);
type ShownRow = Pick<ShownChat, 'chat' | 'slots'> & { last_own: MessageId | null };
type ClaimRow = Pick<Claim, 'item' | 'command' | 'chat'>;

/** Correlation read from Postgres: each of these is one statement, sent at once. */
export class PostgresReads implements CorrelationReads {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async links(users: readonly UserKey[]) {
    const rows = await this.#read<LinkRow>('links', `SELECT * FROM link WHERE user_key = ANY($1::text[])`, [users]);
    return new Map(rows.map((row) => [row.user_key, toLink(row)]));
  }

  async linksOf(desk: DeskId, accounts: readonly AccountId[]) {
    const text = `SELECT * FROM link WHERE desk = $1 AND account = ANY($2::text[])`;
    return (await this.#read<LinkRow>('links-of', text, [desk, accounts])).map(toLink);
  }

  async about(messages: readonly { chat: ChatKey; message: MessageId }[]) {
    const rows = await this.#read<AboutRow>(
      'about',
      `SELECT m.* FROM message_about m
       JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS w (chat, message)) AS w USING (chat, message)`,
      [messages.map((one) => one.chat), messages.map((one) => one.message)],
    );
    return rows.map(toAbout);
  }

  async created(commands: readonly CommandId[]) {
    const rows = await this.#read<{ command: CommandId; issue: IssueId }>(
      'created',
      `SELECT command, issue FROM created_issue WHERE command = ANY($1::text[])`,
      [commands],
    );
    return new Map(rows.map((row) => [row.command, row.issue]));
  }

  async creations(tracker: string, issues: readonly IssueId[]) {
    const text = `SELECT * FROM created_issue WHERE tracker = $1 AND issue = ANY($2::text[])`;
    const rows = await this.#read<CreationRow>('creations', text, [tracker, issues]);
    return new Map(rows.map((row) => [row.issue, toCreation(row)]));
  }

  async journalCursors(feed: string, issues: readonly IssueId[]) {
    const rows = await this.#read<JournalCursor>(
      'journal-cursors',
      `SELECT feed, issue, place AS "order", mark FROM journal_cursor WHERE feed = $1 AND issue = ANY($2::text[])`,
      [feed, issues],
    );
    return new Map(rows.map((row) => [row.issue, row]));
  }

  async pollCursor(feed: string): Promise<unknown> {
    const text = `SELECT cursor FROM poll_cursor WHERE feed = $1`;
    const [row] = await this.#read<{ cursor: unknown }>('poll-cursor', text, [feed]);
    return row?.cursor;
  }

  async writesAt(tracker: string, issue: IssueId, items: readonly string[]) {
    const rows = await this.#read<WriteRow>(
      'writes-at',
      `SELECT 'claim' AS kind, item, command, chat, NULL AS session, NULL AS account, NULL AS issue, NULL::json AS baseline
       FROM claim WHERE tracker = $1 AND item = ANY($3::text[])
       UNION ALL
       SELECT 'intent', NULL, command, chat, session, account, issue, baseline
       FROM write_intent WHERE tracker = $1 AND open AND (issue = $2 OR issue IS NULL)`,
      [tracker, issue, items],
    );
    return {
      claims: rows.flatMap((row) => (row.kind === 'claim' ? [toClaim(tracker, row)] : [])),
      open: rows.flatMap((row) => (row.kind === 'intent' ? [toIntent(tracker, row)] : [])),
    };
  }

  async claims(tracker: string, items: readonly string[]) {
    const text = `SELECT item, command, chat FROM claim WHERE tracker = $1 AND item = ANY($2::text[])`;
    return (await this.#read<ClaimRow>('claims', text, [tracker, items])).map((row) => toClaim(tracker, row));
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

const toClaim = (tracker: string, { item, command, chat }: ClaimRow): Claim => ({ tracker, item, command, chat });
