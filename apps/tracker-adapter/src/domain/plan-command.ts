import { type Command, type CommandId, type IssueId, workKey } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { NewWork, Step } from '#lane';
import type { CommandWork } from './work-body.js';

/** Look-ups are worth an answer only so long (ms). */
export const LOOK_UP_MS = 10_000;
/** The endpoint of work whose desk is not configured on the node that took it in. */
export const NOWHERE = 'a desk not configured here';

/** Where codes are looked for at a tracker: it is asked again and again, and may take long, which keeps nobody's words waiting. */
export const codesOf = (endpoint: string) => `${endpoint}/codes`;
export const isOfCodes = (endpoint: string) => endpoint.endsWith('/codes');

/** What is known of a record's desk: its tracker, and which commands created the issues the records are about. */
export type DeskFacts = { endpoint: string; creatorOf(issue: IssueId): CommandId | undefined };
/** What work has in common with the record it comes of. */
export type Common = Pick<NewWork, 'id' | 'endpoint' | 'bornAt' | 'dueAt'>;

/** The work of a command. */
export function planCommand(
  id: CommandId,
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
      const creator = 'issue' in target ? (target.createdBy ?? creatorOf(target.issue)) : target.createdBy;
      const orderKey = creator
        ? orderOf('created by', creator)
        : orderOf('issue', 'issue' in target ? target.issue : '');
      const dependsOn = 'issue' in target ? undefined : target.createdBy;
      return { newWork: [{ ...common, kind: 'write', effect: true, gate, orderKey, dependsOn, body }] };
    }
    case 'find-issues':
    case 'issue-options': {
      const expiresAt = common.bornAt + LOOK_UP_MS;
      return { newWork: [{ ...common, kind: 'look-up', effect: false, orderKey: id, expiresAt, body }] };
    }
    case 'prove-link': {
      const { expiresAt } = action;
      const endpoint = codesOf(common.endpoint);
      return { newWork: [{ ...common, endpoint, kind: 'prove-link', effect: false, orderKey: id, expiresAt, body }] };
    }
  }
}

/** Writes of one account go out one at a time; where the account is shared, those of one chat. */
const gateOf = (endpoint: string, { desk, chat, acting }: Command): string =>
  JSON.stringify([endpoint, acting.kind === 'account' ? workKey(desk, acting.account) : chat]);
