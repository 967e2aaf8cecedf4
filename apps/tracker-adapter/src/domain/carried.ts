import { z } from 'zod';
import { type Command, CommandId, IssueTarget, type MessageId, type SessionKey, type TopicRecord } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { Step, View } from '#lane';
import { outcomeRecord } from './outcome-record.js';
import type { CommandWork } from './work-body.js';

/** Of a session: by message, the command that carries it, and where that command's words go. */
const Carried = z.record(z.string(), z.object({ command: CommandId, target: IssueTarget }));
type Carried = z.infer<typeof Carried>;

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
 * person had it back meanwhile. `planned`: what comes of the record where nothing of it is carried.
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
  const known = Carried.catch({}).parse(view.state(command.session));
  const before = command.messages.flatMap((message) => {
    const carrier = known[message];
    return !carrier || carrier.command === id || command.anew ? [] : [{ message, ...carrier }];
  });
  const [first] = before;
  if (first) return saidBefore(write, before, first.target, tracker);
  if (write.at >= view.againBefore) return planned;
  const state: Carried = { ...known, ...carriedBy(write) };
  return { ...planned, states: [{ key: command.session, state, dueAt: until }] };
}

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

function carriedBy({ id, command: { action, messages } }: Write): Carried {
  const target = action.kind === 'comment' ? action.target : { createdBy: id };
  return Object.fromEntries(messages.map((message) => [message, { command: id, target }]));
}

function writeOf(record: TopicRecord<'tracker-work'>): Write | undefined {
  if (record.kind !== 'command.v1') return undefined;
  const { id, at, trace, body } = record;
  const { action } = body;
  return isWrite(action) ? { id, command: { ...body, action }, at, trace } : undefined;
}

const isWrite = (action: Command['action']) => action.kind === 'create' || action.kind === 'comment';
