import { Command, type GivenUpWork, type TopicRecord } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { Step } from '#lane';
import { outcomeRecord } from './outcome-record.js';
import { type DeskFacts, planCommand } from './plan-command.js';
import { planFollow, planReread, planShow } from './plan-house.js';
import { CommandWork, followWorkOf, rereadWorkOf, showWorkOf } from './work-body.js';

type CommandOf = { id: CommandWork['id']; command: Command };
type ReplayRecord = Extract<TopicRecord<'tracker-work'>, { kind: 'replay.v1' }>;

/**
 * Work that was given up, planned by what is so now, with the ids it had. What was ever sent is looked for first. Whose words
 * they are is told that they are on their way again.
 */
export function planReplay(record: ReplayRecord, desk: DeskFacts): Step<CorrelationWrite> {
  const steps = record.body.work.map((work) => planAgain(work, record, desk));
  return {
    newWork: steps.flatMap(({ newWork = [] }) => newWork),
    publish: steps.flatMap(({ publish = [] }) => publish),
    answers: steps.flatMap(({ answers = [] }) => answers),
  };
}

/** The commands a record carries, each with its id. */
export function commandsOf(record: TopicRecord<'tracker-work'>): CommandOf[] {
  if (record.kind === 'command.v1') return [{ id: record.id, command: record.body }];
  if (record.kind !== 'replay.v1') return [];
  return record.body.work.flatMap((work) => commandIn(work) ?? []);
}

function planAgain(work: GivenUpWork, record: ReplayRecord, desk: DeskFacts): Step<CorrelationWrite> {
  const common = { id: work.id, endpoint: desk.endpoint, bornAt: record.at, dueAt: record.at, trace: work.trace };
  switch (work.kind) {
    case 'reread':
      return { newWork: [planReread(rereadWorkOf(work), common)] };
    case 'follow':
      return { newWork: [planFollow(followWorkOf(work), common)] };
    case 'show':
      return { newWork: [planShow(showWorkOf(work), common)] };
  }
  const command = commandIn(work);
  if (!command) throw new RangeError(`work of the kind ${work.kind} cannot be taken up again`);
  const { newWork = [], ...step } = planCommand(command.id, command.command, common, desk);
  const again = newWork.map((one) => ({
    ...one,
    body: { ...command, replay: record.id },
    sent: one.effect ? work.sent : undefined,
  }));
  return { ...step, newWork: again, publish: again.some(({ effect }) => effect) ? [told(command, record)] : [] };
}

/** The command of a write or a look-up; or one that was never taken in. */
function commandIn({ id, kind, body }: GivenUpWork): CommandOf | undefined {
  return kind === 'command.v1' ? { id, command: Command.parse(body) } : CommandWork.safeParse(body).data;
}

function told(command: CommandOf, { id, at, trace }: ReplayRecord) {
  const body = CommandWork.parse({ ...command, replay: id });
  return outcomeRecord(body, { kind: 'waiting', why: 'replayed' }, { attempt: 0, at, trace });
}
