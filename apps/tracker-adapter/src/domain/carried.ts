import { z } from 'zod';
import { type Command, CommandId, IssueTarget, type MessageId, type SessionKey, type TopicRecord } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { Step, View } from '#lane';
import { outcomeRecord } from './outcome-record.js';
import type { CommandWork } from './work-body.js';

/**
 * Of a session, by message: the command that carries it, and where that command's words go; or that it is to come in another
 * command (`owed`), or came and was sent back once (`returned`). By a command that creates nothing after all: the same of its
 * words.
 */
const Known = z.record(
  z.string(),
  z.union([z.object({ command: CommandId, target: IssueTarget }), z.object({ is: z.enum(['owed', 'returned']) })]),
);
type Known = z.infer<typeof Known>;

/** Whatever people still have to say about what was shown before the database went back, they have said by then. */
const KEPT_MS = 86_400_000;

const untilOf = (againBefore: number) => (againBefore === 0 ? 0 : Math.ceil(againBefore) + KEPT_MS);

type Write = { id: CommandId; command: CommandWork['command']; at: number; trace: string | undefined };

/** The session whose messages are to be known before this record is planned. */
export function carriedIn(record: TopicRecord<'tracker-work'>, againBefore: number): SessionKey[] {
  const write = record.at < untilOf(againBefore) ? writeOf(record) : undefined;
  return write ? [write.command.session] : [];
}

/**
 * Where a database has gone back, people's sessions go through the same events once more, and may come to other commands: a
 * window ends before other words, or it is forgotten what a reply answers. The commands from before stand in the log ahead of
 * those, and may be in the tracker. So a message that one of them carries is written by none that comes later, unless its
 * person had it back meanwhile. What is left of the later one comes once more, behind what was written after it; so
 * comments that are there before it are sent back, once, to come behind it. `planned`: what comes of the record else.
 */
export function onceOnly(
  record: TopicRecord<'tracker-work'>,
  planned: Step<CorrelationWrite>,
  tracker: string,
  view: Pick<View<unknown>, 'state' | 'againBefore'>,
): Step<CorrelationWrite> {
  const until = untilOf(view.againBefore);
  const write = record.at < until ? writeOf(record) : undefined;
  if (!write) return planned;
  const { id, command } = write;
  const known = Known.catch({}).parse(view.state(command.session));
  const keep = (more: Known) => [{ key: command.session, state: { ...known, ...more }, dueAt: until }];
  const before = command.anew ? [] : carriedBefore(write, known);
  const [first] = before;
  if (first) {
    const left = command.messages.filter((message) => !before.some((one) => one.message === message));
    const owed = staysThere(command) ? each(left, { is: 'owed' }) : {};
    const states = keep({ ...owed, [id]: { command: first.command, target: first.target } });
    return { ...saidBefore(write, before, first.target, tracker), states };
  }
  const { action } = command;
  if (action.kind === 'comment' && overtakes(command.messages, known)) {
    return {
      ...saidBefore(write, [], action.target, tracker),
      states: keep(each(command.messages, { is: 'returned' })),
    };
  }
  if (write.at >= view.againBefore && !command.messages.some((message) => known[message])) return planned;
  return { ...planned, states: keep(each(command.messages, { command: id, target: targetOf(write) })) };
}

/** What was meant for an issue that another command has created instead goes there, in its place. */
export function redirected(
  record: TopicRecord<'tracker-work'>,
  { state, againBefore }: Pick<View<unknown>, 'state' | 'againBefore'>,
): TopicRecord<'tracker-work'> {
  if (record.kind !== 'command.v1' || record.at >= untilOf(againBefore)) return record;
  const { session, action } = record.body;
  const creator = action.kind === 'comment' ? action.target.createdBy : undefined;
  const instead = creator && Known.catch({}).parse(state(session))[creator];
  if (action.kind !== 'comment' || !instead || !('target' in instead)) return record;
  return { ...record, body: { ...record.body, action: { ...action, target: instead.target } } };
}

function carriedBefore({ id, command: { messages } }: Write, known: Known) {
  return messages.flatMap((message) => {
    const of = known[message];
    return of && 'command' in of && of.command !== id ? [{ message, ...of }] : [];
  });
}

/** Words of its session that were written earlier are still to come; these are none of them, and were not sent back yet. */
function overtakes(messages: readonly MessageId[], known: Known): boolean {
  const areOwed = Object.values(known).some((of) => 'is' in of && of.is === 'owed');
  return areOwed && !messages.some((message) => known[message]);
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

const targetOf = ({ id, command: { action } }: Write): IssueTarget =>
  action.kind === 'comment' ? action.target : { createdBy: id };

const each = (messages: readonly MessageId[], of: Known[string]): Known =>
  Object.fromEntries(messages.map((message) => [message, of]));

function writeOf(record: TopicRecord<'tracker-work'>): Write | undefined {
  if (record.kind !== 'command.v1') return undefined;
  const { id, at, trace, body } = record;
  const { action } = body;
  return isWrite(action) ? { id, command: { ...body, action }, at, trace } : undefined;
}

const isWrite = (action: Command['action']) => action.kind === 'create' || action.kind === 'comment';
