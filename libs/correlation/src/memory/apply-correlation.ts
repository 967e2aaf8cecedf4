import type { CommandId } from '#contracts';
import { keyOf } from '../key.js';
import type { CorrelationWrite, Creation, Decision, JournalCursor } from '../port.js';
import type { CorrelationRows } from './correlation-rows.js';

type KeyWrite = Extract<CorrelationWrite, { kind: 'link-key' }>;

/** Writes everything or, by throwing, nothing. */
export function applyToRows(rows: CorrelationRows, writes: readonly CorrelationWrite[]): void {
  refuseForeignClaims(rows, writes);
  for (const write of writes) writeOne(rows, write);
}

/** An item belongs to the first command that claims it. */
function refuseForeignClaims(rows: CorrelationRows, writes: readonly CorrelationWrite[]): void {
  const claimed = new Map<string, CommandId>();
  for (const write of writes) {
    if (write.kind !== 'claim') continue;
    const key = keyOf(write.row.tracker, write.row.item);
    const command = claimed.get(key) ?? rows.claims.get(key)?.command ?? write.row.command;
    if (command !== write.row.command) throw new Error('another command has claimed this item');
    claimed.set(key, command);
  }
}

function writeOne(rows: CorrelationRows, write: CorrelationWrite): void {
  switch (write.kind) {
    case 'about':
      rows.about.set(keyOf(write.row.chat, write.row.message), write.row);
      return;
    case 'link':
      rows.links.set(write.row.user, write.row);
      return;
    case 'unlink':
      rows.links.delete(write.user);
      return;
    case 'link-key':
      renewKey(rows.links, write);
      return;
    case 'created':
      addCreated(rows.created, write);
      return;
    case 'intent':
      rows.intents.set(keyOf(write.row.tracker, write.row.command), write.row);
      return;
    case 'claim':
      rows.claims.set(keyOf(write.row.tracker, write.row.item), write.row);
      return;
    case 'journal-cursor':
      moveCursor(rows.journalCursors, write.row);
      return;
    case 'poll-cursor':
      rows.pollCursors.set(write.feed, JSON.stringify(write.cursor ?? null));
      return;
    case 'decision':
      decide(rows.decisions, write.row);
      return;
    case 'blocked':
      if (write.since === undefined) rows.blocked.delete(write.chat);
      else rows.blocked.set(write.chat, write.since);
      return;
    case 'shown':
      rows.shown.set(write.row.chat, write.row);
      return;
    default:
      write satisfies never;
  }
}

function renewKey(links: CorrelationRows['links'], { user, account, sealedKey }: KeyWrite): void {
  const link = links.get(user);
  if (link?.account === account) links.set(user, { ...link, sealedKey });
}

/** An issue never becomes another; what came to nothing may turn out to be there after all. */
function addCreated(created: CorrelationRows['created'], { tracker, command, issue, madeFor }: Creation): void {
  if (created.get(command)?.issue === undefined) created.set(command, { tracker, command, issue, madeFor });
}

function moveCursor(cursors: CorrelationRows['journalCursors'], row: JournalCursor): void {
  const key = keyOf(row.feed, row.issue);
  const order = Math.max(row.order, cursors.get(key)?.order ?? row.order);
  cursors.set(key, { ...row, order });
}

function decide(decisions: CorrelationRows['decisions'], row: Decision): void {
  const key = keyOf(row.desk, row.issue, row.change, row.account);
  const before = decisions.get(key);
  if (!before || before.at <= row.at) decisions.set(key, row);
}
