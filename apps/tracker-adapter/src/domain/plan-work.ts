import { type DeskId, type IssueId, issueId, type TopicRecord, whoseOf } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { Step } from '#lane';
import { type DeskFacts, planCommand } from './plan-command.js';
import { planFollow, planReread } from './plan-house.js';
import { commandsOf, planReplay } from './plan-replay.js';

/** The work a record brings. */
export function planWork(record: TopicRecord<'tracker-work'>, desk: DeskFacts): Step<CorrelationWrite> {
  const { id, at } = record;
  const { endpoint } = desk;
  const common = { id, endpoint, bornAt: at, dueAt: at };
  switch (record.kind) {
    case 'command.v1':
      return planCommand(record.id, record.body, common, desk);
    case 'hint.v1': {
      const { desk: of, issue } = record.body;
      return { newWork: [planReread({ desk: of, issue: issueId(issue) }, common)] };
    }
    case 'follow.v1':
      return { newWork: [planFollow(record.body, common)] };
    case 'replay.v1':
      return planReplay(record, desk);
  }
}

/** The issues whose creators these records do not say, and must be known before they are planned. */
export const issuesWrittenTo = (records: readonly TopicRecord<'tracker-work'>[]): { desk: DeskId; issue: IssueId }[] =>
  records.flatMap(commandsOf).flatMap(({ command: { desk, action } }) => {
    if (action.kind !== 'comment' || !('issue' in action.target) || action.target.createdBy) return [];
    return [{ desk, issue: action.target.issue }];
  });

/** The desk of a record. */
export function deskOfRecord(record: TopicRecord<'tracker-work'>): DeskId | undefined {
  return record.kind === 'replay.v1' ? whoseOf(record.body.work[0]?.body).desk : record.body.desk;
}
