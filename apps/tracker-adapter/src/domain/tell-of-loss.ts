import { type DeskId, makeRecord, type TopicRecord } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { Step } from '#lane';
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

/** News that did not come through are told, though not what they were: only the tracker says who may see it. */
export function tellOfLostNews({ desk, to }: ShowWork, cause: string, now: number): TopicRecord<'deliveries'> {
  const { chat, user: reader, language } = to;
  const what = { kind: 'say' as const, lines: [phrase('lost.news')], buttons: [] };
  const body = { desk, chat, reader, language, what };
  return makeRecord('deliveries', 'delivery.v1', { key: chat, at: now, causes: [cause, 'lost'], ordinal: 0, body });
}
