import { type Dropped, issueKey, makeRecord, plain, type Reason } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { Step } from '#lane';
import type { RemoteItem } from '#ports/tracker';
import { truncate } from '#text';
import { markOfItem } from './twin.js';
import { outcomeRecord } from './outcome-record.js';
import type { CommandWork } from './work-body.js';

/** Which run it was: equal outcomes of two runs stay apart. */
export type At = { attempt: number; at: number; trace?: string | undefined };

/** The write is in the tracker: its item is claimed, its messages are tied to it, the issue is read again for the others. */
export function confirmed(
  tracker: string,
  body: CommandWork,
  item: RemoteItem,
  dropped: readonly Dropped[],
  of: At,
): Step<CorrelationWrite> {
  const { id, command } = body;
  const { issue, journal } = item;
  const kind = command.action.kind === 'create' ? ('issue' as const) : ('comment' as const);
  const mark = of.attempt > 1 ? markOfItem(item) : undefined;
  const hint = { desk: command.desk, issue: issue.id, why: 'own-write' as const };
  return {
    publish: [
      outcomeRecord(body, { kind: 'confirmed', result: { kind, issue }, dropped: [...dropped] }, of),
      makeRecord('tracker-work', 'hint.v1', {
        key: issueKey(command.desk, issue.id),
        at: of.at,
        causes: [id],
        ordinal: 0,
        trace: of.trace,
        body: hint,
      }),
    ],
    side: [
      { kind: 'claim', row: { tracker, item: item.key, command: id, chat: command.chat, mark } },
      ...settled(tracker, body, item),
      ...command.messages.map((message): CorrelationWrite => {
        return { kind: 'about', row: { chat: command.chat, message, issue: issue.id, journal, direction: 'in' } };
      }),
    ],
  };
}

/** The intent is open no more, and a creation is known to those who wait for it. */
function settled(tracker: string, { id, command }: CommandWork, { author, issue }: RemoteItem): CorrelationWrite[] {
  const { acting, action, chat, sender, session } = command;
  const row = { tracker, command: id, chat, session, account: author, issue: issue.id, baseline: null, open: false };
  if (action.kind !== 'create') return [{ kind: 'intent', row }];
  const madeFor = acting.kind === 'shared' ? { session, name: sender.name, language: sender.language } : undefined;
  return [
    { kind: 'intent', row },
    { kind: 'created', tracker, command: id, issue: issue.id, madeFor },
  ];
}

/** The tracker's final no; nothing of it is on its way any more. `closes`: its intent, if there was one. */
export const rejected = (
  body: CommandWork,
  reason: Reason,
  of: At,
  closes: readonly CorrelationWrite[] = [],
): Step<CorrelationWrite> => ({ publish: [outcomeRecord(body, { kind: 'rejected', reason }, of)], side: closes });

/** Of what was found, so much is carried (UTF-16 units): more than a person is shown of it. */
const MOST_FOUND = 1_000;

/** It cannot be told; the person is asked. A doubt is not open: it holds nobody back. */
export const doubted = (
  body: CommandWork,
  found: string,
  of: At,
  closes: readonly CorrelationWrite[],
): Step<CorrelationWrite> => ({
  publish: [outcomeRecord(body, { kind: 'doubt', found: truncate(plain(found), MOST_FOUND).text }, of)],
  side: closes,
});
