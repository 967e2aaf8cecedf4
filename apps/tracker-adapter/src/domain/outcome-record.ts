import { makeRecord, type Outcome, type TopicRecord } from '#contracts';
import type { CommandWork } from './work-body.js';

/** An outcome as the session will hear of it. `attempt` tells two equal ones apart; `at`: now (ms). */
export function outcomeRecord(
  { id, command, replay }: CommandWork,
  outcome: Outcome,
  of: { attempt: number; at: number; trace?: string | undefined },
): TopicRecord<'session-events'> {
  const { action, chat, session, messages } = command;
  const body = { command: id, session, action: action.kind, messages, outcome };
  return makeRecord('session-events', 'outcome.v1', {
    key: chat,
    at: of.at,
    causes: replay ? [id, replay] : [id],
    ordinal: of.attempt,
    trace: of.trace,
    body,
  });
}
