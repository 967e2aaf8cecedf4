import {
  chatOf,
  type Delivery,
  type DeskId,
  makeRecord,
  type MessageId,
  type Phrase,
  sessionOf,
  type TopicRecord,
} from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { DeadLetter, Step } from '#lane';
import { phrase } from '#wording';
import { outcomeRecord } from './outcome-record.js';
import { commandsOf } from './plan-replay.js';
import { CommandWork, type ShowWork } from './work-body.js';

/** Commands that could not be taken in are given up, and whoever waits for an issue of theirs learns that there is none. */
export function tellOfLoss(
  record: TopicRecord<'tracker-work'>,
  now: number,
  endpointOf: (desk: DeskId) => string,
): Step<CorrelationWrite> {
  const replay = record.kind === 'replay.v1' ? record.id : undefined;
  const commands = commandsOf(record).flatMap((command) => CommandWork.safeParse({ ...command, replay }).data ?? []);
  const created = commands.filter(({ command }) => command.action.kind === 'create');
  return {
    publish: commands.map((command) =>
      outcomeRecord(
        command,
        { kind: 'given-up', reason: { kind: 'failed' } },
        { attempt: 0, at: now, trace: record.trace },
      ),
    ),
    side: created.map(({ id, command }) => ({ kind: 'created', tracker: endpointOf(command.desk), command: id })),
  };
}

/** Of what fits no schema it is known at most whose it is: they hear that nobody can say what became of it. */
export function tellOfUnread({ id, whose, trace }: DeadLetter, now: number): TopicRecord<'deliveries'>[] {
  const { chat, person: reader } = whose;
  if (!chat || !reader) return [];
  return [said({ desk: chatOf(chat).desk, chat, reader }, phrase('lost.outcome'), { cause: id, now, trace })];
}

/** News that did not come through are told, though not what they were: only the tracker says who may see it. */
export function tellOfLostNews({ desk, to }: ShowWork, cause: string, now: number): TopicRecord<'deliveries'> {
  const { chat, user: reader, language } = to;
  return said({ desk, chat, reader, language }, phrase('lost.news'), { cause, now });
}

/** What of ours is too large for the log: whoever was to see it, or waits for what became of their words, is told so much. */
export function tellOfUnpublished(record: TopicRecord, now: number): TopicRecord<'deliveries'>[] {
  const of = { cause: record.id, now, trace: record.trace };
  if (record.kind === 'delivery.v1') return [said(record.body, phrase('lost.news'), of)];
  if (record.kind !== 'outcome.v1') return [];
  const { session, messages } = record.body;
  const { chat, user: reader } = sessionOf(session);
  return [said({ desk: chatOf(chat).desk, chat, reader }, phrase('lost.outcome'), { ...of, replyTo: messages.at(-1) })];
}

type Reader = Pick<Delivery, 'desk' | 'chat' | 'reader' | 'language'>;
type Of = { cause: string; now: number; trace?: string | undefined; replyTo?: MessageId | undefined };

function said(to: Reader, line: Phrase, { cause, now, trace, replyTo }: Of): TopicRecord<'deliveries'> {
  const { desk, chat, reader, language } = to;
  const what = { kind: 'say' as const, lines: [line], buttons: [], replyTo };
  const body = { desk, chat, reader, language, what };
  const fields = { key: chat, at: now, causes: [cause, 'lost'], ordinal: 0, trace, body };
  return makeRecord('deliveries', 'delivery.v1', fields);
}
