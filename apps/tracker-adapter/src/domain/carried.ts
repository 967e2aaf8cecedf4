import { z } from 'zod';
import {
  type Command,
  CommandId,
  type IssueId,
  IssueTarget,
  type MessageId,
  type SessionKey,
  type TopicRecord,
} from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { Step, View } from '#lane';
import { outcomeRecord } from './outcome-record.js';
import { type Owed, overtakes, owedKey, owedOf, withOwed, withoutOwed } from './owed.js';
import type { CommandWork } from './work-body.js';

/**
 * Of a session: by message, the command that carries it, and where that command's words go; by a command that creates nothing
 * after all, the same of its words.
 */
const Carried = z.record(z.string(), z.object({ command: CommandId, target: IssueTarget }));
type Carried = z.infer<typeof Carried>;

/** Whatever people still have to say about what was shown before the database went back, they have said by then. */
const KEPT_MS = 86_400_000;

const untilOf = (againBefore: number) => (againBefore === 0 ? 0 : Math.ceil(againBefore) + KEPT_MS);

type Write = { id: CommandId; command: CommandWork['command']; at: number; trace: string | undefined };
type Seen = Pick<View<unknown>, 'state' | 'againBefore'>;

/** What is to be known of a record's session before it is planned. */
export function carriedIn(record: TopicRecord<'tracker-work'>, againBefore: number): string[] {
  const write = record.at < untilOf(againBefore) ? writeOf(record) : undefined;
  return write ? [write.command.session, owedKey(write.command.session)] : [];
}

/**
 * Where a database has gone back, people's sessions go through the same events once more, and may come to other commands: a
 * window ends before other words, or it is forgotten what a reply answers. The commands from before stand in the log ahead of
 * those, and may be in the tracker. So a message that one of them carries is written by none that comes later, unless its
 * person had it back meanwhile. What is left of the later one comes once more, behind what was written after it; so
 * comments that are there before it are sent back, once, to come behind it. `planned`: what comes of the record else;
 * `creatorOf`: the command that created an issue, as far as it is known.
 */
export function onceOnly(
  record: TopicRecord<'tracker-work'>,
  planned: Step<CorrelationWrite>,
  { tracker, creatorOf }: { tracker: string; creatorOf: (issue: IssueId) => CommandId | undefined },
  view: Seen,
): Step<CorrelationWrite> {
  const dueAt = untilOf(view.againBefore);
  const write = record.at < dueAt ? writeOf(record) : undefined;
  if (!write) return planned;
  const { id, command } = write;
  const { session, messages, action } = command;
  const carried = carriedOf(view, session);
  const owed = owedOf(view.state(owedKey(session)));
  const carry = (more: Carried) => [{ key: session, state: { ...carried, ...more }, dueAt }];
  const owe = (next: Owed) => [{ key: owedKey(session), state: Object.keys(next).length > 0 ? next : null, dueAt }];

  const before = command.anew ? [] : carriedBefore(write, carried);
  const [first] = before;
  if (first) {
    const left = messages.filter((message) => !before.some((one) => one.message === message));
    const comes = staysThere(command) ? left : [];
    const instead = { [id]: { command: first.command, target: first.target } };
    const states = [...carry(instead), ...owe(withOwed(withoutOwed(owed, messages), comes, 'owed'))];
    return { ...saidBefore(write, before, first.target, tracker), states };
  }
  if (action.kind === 'comment' && overtakes(messages, owed)) {
    return { ...saidBefore(write, [], action.target, tracker), states: owe(withOwed(owed, messages, 'returned')) };
  }
  const come = messages.some((message) => message in owed) ? owe(withoutOwed(owed, messages)) : [];
  if (write.at >= view.againBefore) return { ...planned, states: come };
  const target = targetOf(write, creatorOf);
  const all = Object.fromEntries(messages.map((message) => [message, { command: id, target }]));
  return { ...planned, states: [...carry(all), ...come] };
}

/** What was meant for an issue that another command has created instead goes there, in its place. */
export function redirected(record: TopicRecord<'tracker-work'>, view: Seen): TopicRecord<'tracker-work'> {
  if (record.kind !== 'command.v1' || record.at >= untilOf(view.againBefore)) return record;
  const { session, action } = record.body;
  const creator = action.kind === 'comment' ? action.target.createdBy : undefined;
  const instead = creator && carriedOf(view, session)[creator];
  if (action.kind !== 'comment' || !instead) return record;
  return { ...record, body: { ...record.body, action: { ...action, target: instead.target } } };
}

/**
 * The command of a session that creates an issue once more, nobody knows yet which: what is written to an issue of which nobody
 * knows who created it may mean that one, and goes in its order, behind what waits for it.
 */
export function createsOnceMore(record: TopicRecord<'tracker-work'>, view: Seen): CommandId | undefined {
  if (record.kind !== 'command.v1' || record.at >= untilOf(view.againBefore)) return undefined;
  const targets = Object.values(carriedOf(view, record.body.session)).map(({ target }) => target);
  return targets.findLast((target) => !('issue' in target))?.createdBy;
}

const carriedOf = ({ state }: Seen, session: SessionKey): Carried => Carried.catch({}).parse(state(session));

function carriedBefore({ id, command: { messages } }: Write, carried: Carried) {
  return messages.flatMap((message) => {
    const carrier = carried[message];
    return carrier && carrier.command !== id ? [{ message, ...carrier }] : [];
  });
}

/** What is left of it goes on to where the others went, or were to go. */
const staysThere = ({ action, acting }: Command) => action.kind === 'comment' || acting.kind === 'shared';

/** `before`: those others carry; none: all are sent back. */
function saidBefore(
  { id, command, at, trace }: Write,
  before: readonly { message: MessageId }[],
  target: IssueTarget,
  tracker: string,
): Step<CorrelationWrite> {
  const messages = before.map(({ message }) => message);
  const creates = command.action.kind === 'create';
  return {
    publish: [outcomeRecord({ id, command }, { kind: 'said-before', messages, target }, { attempt: 0, at, trace })],
    side: creates ? [{ kind: 'created', tracker, command: id }] : [],
  };
}

/** With the command that created the issue: what is written to it goes in that one's order. */
function targetOf(
  { id, command: { action } }: Write,
  creatorOf: (issue: IssueId) => CommandId | undefined,
): IssueTarget {
  if (action.kind !== 'comment') return { createdBy: id };
  const { target } = action;
  return 'issue' in target ? { ...target, createdBy: target.createdBy ?? creatorOf(target.issue) } : target;
}

function writeOf(record: TopicRecord<'tracker-work'>): Write | undefined {
  if (record.kind !== 'command.v1') return undefined;
  const { id, at, trace, body } = record;
  const { action } = body;
  return isWrite(action) ? { id, command: { ...body, action }, at, trace } : undefined;
}

const isWrite = (action: Command['action']) => action.kind === 'create' || action.kind === 'comment';
