import { createHash, randomUUID } from 'node:crypto';
import {
  type ChannelId,
  type DeskId,
  type IssueId,
  issueKey,
  makeRecord,
  type TopicRecord,
  type Update,
} from '#contracts';

/** An update as a record: its id is the channel's and the messenger's own, so that one told twice is one. */
export function updateRecord(
  desk: DeskId,
  channel: ChannelId,
  id: string,
  update: Update,
  trace = newTrace(),
): TopicRecord<'session-events'> {
  return makeRecord('session-events', 'update.v1', {
    key: update.chat,
    at: update.receivedAt,
    causes: [desk, channel, id],
    ordinal: 0,
    trace,
    body: update,
    edge: true,
  });
}

/** What a tracker's webhook says, as hints: the same webhook told twice makes the same ones. */
export function hintRecords(
  desk: DeskId,
  body: Buffer,
  issues: readonly { issue: IssueId }[],
  now: number,
  trace = newTrace(),
) {
  const told = createHash('sha256').update(body).digest('base64url');
  return issues.map(({ issue }): TopicRecord<'tracker-work'> => {
    const hint = { desk, issue, why: 'webhook' as const };
    return makeRecord('tracker-work', 'hint.v1', {
      key: issueKey(desk, issue),
      at: now,
      causes: [desk, issue, told],
      ordinal: 0,
      trace,
      body: hint,
      edge: true,
    });
  });
}

/** A W3C traceparent: what comes from outside begins a trace, whether or not anybody follows it here. */
const newTrace = () => `00-${randomHex()}-${randomHex().slice(16)}-01`;

/** 32 digits. Of all sources of chance this one asks the system only once in many times. */
const randomHex = () => randomUUID().replaceAll('-', '');
