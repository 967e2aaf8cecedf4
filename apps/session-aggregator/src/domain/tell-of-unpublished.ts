import { CommandOutcome, makeRecord, type TopicRecord } from '#contracts';
import { phrase } from '#wording';

/**
 * What of ours is too large for the log: a command is given up, so that its words come back to its person, as from the tracker's
 * side; of something that was to be shown it is told that it did not come through.
 */
export function tellOfUnpublished(record: TopicRecord, now: number): TopicRecord[] {
  const fields = { at: now, causes: [record.id, 'unpublished'] as const, ordinal: 0, trace: record.trace };
  if (record.kind === 'command.v1') {
    const { chat, session, messages } = record.body;
    const action = CommandOutcome.shape.action.safeParse(record.body.action.kind);
    if (!action.success) return [];
    const outcome = { kind: 'given-up' as const, reason: { kind: 'failed' as const } };
    const body = { command: record.id, session, action: action.data, messages, outcome };
    return [makeRecord('session-events', 'outcome.v1', { ...fields, key: chat, body })];
  }
  if (record.kind !== 'delivery.v1') return [];
  const { what: _, ...to } = record.body;
  const what = { kind: 'say' as const, lines: [phrase('lost.news')], buttons: [] };
  return [makeRecord('deliveries', 'delivery.v1', { ...fields, key: to.chat, body: { ...to, what } })];
}
