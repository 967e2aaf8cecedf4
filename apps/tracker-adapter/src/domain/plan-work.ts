import { type Command, type IssueTarget, issueId, type TopicRecord, workKey } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { NewWork, Step } from '#lane';
import type { CommandWork, RereadWork } from './work-body.js';

/** Look-ups are worth an answer only so long (ms). */
export const LOOK_UP_MS = 10_000;

/** What is known of a record's desk; `undefined`: it is not configured any more. */
export type DeskFacts = { endpoint: string } | undefined;

/** The work a record brings. A command for a desk that is gone is left for `refuse`. */
export function planWork(record: TopicRecord<'tracker-work'>, desk: NonNullable<DeskFacts>): Step<CorrelationWrite> {
  const { id, at } = record;
  const common = { id, endpoint: desk.endpoint, bornAt: at, dueAt: at };
  switch (record.kind) {
    case 'command.v1':
      return planCommand(record.id, record.body, common);
    case 'hint.v1': {
      const issue = issueId(record.body.issue);
      const body: RereadWork = { desk: record.body.desk, issue, mark: id };
      return { newWork: [{ ...common, kind: 'reread', effect: false, orderKey: `issue ${issue}`, body }] };
    }
    case 'follow.v1': {
      const { desk: of } = record.body;
      // Its id is the desk's: however often it is published, and whatever the inbox still knows, it is one piece of work.
      const follow = { ...common, id: `follow ${of}`, kind: 'follow', effect: false, orderKey: `desk ${of}` };
      return { newWork: [{ ...follow, body: record.body }] };
    }
  }
}

type Common = Pick<NewWork, 'id' | 'endpoint' | 'bornAt' | 'dueAt'>;

function planCommand(id: TopicRecord['id'], command: Command, common: Common): Step<CorrelationWrite> {
  const { action } = command;
  if (action.kind === 'settle-doubt') return { answers: [{ work: action.command, arrived: action.arrived }] };
  const body: CommandWork = { id, command: { ...command, action } };
  const account = accountKey(command);
  switch (action.kind) {
    case 'create':
      return {
        newWork: [{ ...common, kind: 'write', effect: true, gate: account, orderKey: `${account} new ${id}`, body }],
      };
    case 'comment': {
      const { target } = action;
      const orderKey = `${account} ${targetKey(target)}`;
      const dependsOn = 'createdBy' in target ? target.createdBy : undefined;
      return { newWork: [{ ...common, kind: 'write', effect: true, gate: account, orderKey, dependsOn, body }] };
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
export function accountKey({ desk, chat, acting }: Command): string {
  return acting.kind === 'account' ? workKey(desk, acting.account) : chat;
}

const targetKey = (target: IssueTarget) => ('issue' in target ? `issue ${target.issue}` : `new ${target.createdBy}`);
