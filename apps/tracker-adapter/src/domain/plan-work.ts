import {
  type Command,
  type CommandId,
  type DeskId,
  type IssueId,
  issueId,
  type TopicRecord,
  workKey,
} from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { NewWork, Step } from '#lane';
import type { CommandWork, RereadWork } from './work-body.js';

/** Look-ups are worth an answer only so long (ms). */
export const LOOK_UP_MS = 10_000;
/** The endpoint of work whose desk is not configured on the node that took it in. */
export const NOWHERE = 'a desk not configured here';

/** What is known of a record's desk: its tracker, and which commands created the issues the records are about. */
export type DeskFacts = { endpoint: string; creatorOf(issue: IssueId): CommandId | undefined };

/** The work a record brings. */
export function planWork(record: TopicRecord<'tracker-work'>, desk: DeskFacts): Step<CorrelationWrite> {
  const { id, at } = record;
  const { endpoint } = desk;
  const common = { id, endpoint, bornAt: at, dueAt: at };
  switch (record.kind) {
    case 'command.v1':
      return planCommand(record.id, record.body, common, desk);
    case 'hint.v1': {
      const issue = issueId(record.body.issue);
      const body: RereadWork = { desk: record.body.desk, issue };
      const orderKey = JSON.stringify(['issue', endpoint, body.desk, issue]);
      return { newWork: [{ ...common, kind: 'reread', effect: false, orderKey, body }] };
    }
    case 'follow.v1': {
      const { body } = record;
      const follows = body.tracker ?? endpoint;
      // Its id is the desk's and its tracker's: however often it is published, it is one piece of work.
      const key = JSON.stringify(['follow', follows, body.desk]);
      return {
        newWork: [{ ...common, id: key, endpoint: follows, kind: 'follow', effect: false, orderKey: key, body }],
      };
    }
  }
}

type Common = Pick<NewWork, 'id' | 'endpoint' | 'bornAt' | 'dueAt'>;

function planCommand(
  id: TopicRecord['id'],
  command: Command,
  common: Common,
  { creatorOf }: DeskFacts,
): Step<CorrelationWrite> {
  const { action } = command;
  if (action.kind === 'settle-doubt') return { answers: [{ work: action.command, arrived: action.arrived }] };
  const body: CommandWork = { id, command: { ...command, action } };
  const gate = gateOf(common.endpoint, command);
  const orderOf = (target: 'created by' | 'issue', which: string) => JSON.stringify([gate, target, which]);
  switch (action.kind) {
    case 'create':
      return { newWork: [{ ...common, kind: 'write', effect: true, gate, orderKey: orderOf('created by', id), body }] };
    case 'comment': {
      const { target } = action;
      const creator = 'createdBy' in target ? target.createdBy : creatorOf(target.issue);
      const orderKey = creator
        ? orderOf('created by', creator)
        : orderOf('issue', 'issue' in target ? target.issue : '');
      const dependsOn = 'createdBy' in target ? target.createdBy : undefined;
      return { newWork: [{ ...common, kind: 'write', effect: true, gate, orderKey, dependsOn, body }] };
    }
    case 'find-issues':
    case 'issue-options': {
      const expiresAt = common.bornAt + LOOK_UP_MS;
      return { newWork: [{ ...common, kind: 'look-up', effect: false, orderKey: id, expiresAt, body }] };
    }
    case 'prove-link': {
      const { expiresAt } = action;
      return { newWork: [{ ...common, kind: 'prove-link', effect: false, orderKey: id, expiresAt, body }] };
    }
  }
}

/** Writes of one account go out one at a time; where the account is shared, those of one chat. */
const gateOf = (endpoint: string, { desk, chat, acting }: Command): string =>
  JSON.stringify([endpoint, acting.kind === 'account' ? workKey(desk, acting.account) : chat]);

/** The issues whose creators must be known before these records are planned. */
export const issuesWrittenTo = (records: readonly TopicRecord<'tracker-work'>[]): { desk: DeskId; issue: IssueId }[] =>
  records.flatMap(({ kind, body }) => {
    if (kind !== 'command.v1' || body.action.kind !== 'comment' || !('issue' in body.action.target)) return [];
    return [{ desk: body.desk, issue: body.action.target.issue }];
  });
