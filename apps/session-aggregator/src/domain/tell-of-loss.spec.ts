import { describe, expect, it } from '@jest/globals';
import {
  digest,
  makeRecord,
  messageId,
  plain,
  sessionKey,
  type TopicRecord,
  type Update,
  type Whose,
} from '#contracts';
import { ANNA, PRIVATE_CHAT } from '../rehearsal/desk.js';
import { tellOfLoss } from './tell-of-loss.js';

const session = sessionKey(PRIVATE_CHAT, ANNA);
const view = { state: () => undefined, context: undefined, now: 1_000, againBefore: 0 };
const fields = { key: PRIVATE_CHAT, at: 1_000, causes: ['7'], ordinal: 0 };
const LETTER = {
  ...{ id: 'session-events/0/7', topic: 'session-events' as const, lane: 0, offset: 7, key: PRIVATE_CHAT },
  ...{ cause: 'unknown kind', value: Buffer.from('{}'), bornAt: 0, at: 0 },
};

function update(what: Update['what']): TopicRecord<'session-events'> {
  const sender = { user: ANNA, name: 'Anna' };
  const body: Update = { chat: PRIVATE_CHAT, chatKind: 'private', sender, at: 0, receivedAt: 0, what };
  return makeRecord('session-events', 'update.v1', { ...fields, body });
}
const told = (record: TopicRecord<'session-events'>) =>
  (tellOfLoss({ kind: 'record', record }, view).publish ?? []).map(({ body }) => body);
const saying = (key: string, replyTo?: string) => [
  { chat: PRIVATE_CHAT, reader: ANNA, what: { kind: 'say', lines: [{ key }], replyTo } },
];

describe('what could not be taken in', () => {
  it('is told in answer to the message it was', () => {
    const message = { kind: 'message' as const, message: messageId(7), text: plain('Hi'), files: [] };
    expect(told(update(message))).toMatchObject(saying('lost.words', '7'));
  });

  it('is told of a press, too, and of what became of a write', () => {
    expect(told(update({ kind: 'pressed', press: 'p', token: 't' }))).toMatchObject(saying('lost.words'));
    const outcome = { kind: 'given-up' as const, reason: { kind: 'failed' as const } };
    const body = { command: digest('c'), session, action: 'comment' as const, messages: [messageId(7)], outcome };
    const record = makeRecord('session-events', 'outcome.v1', { ...fields, body });
    expect(told(record)).toMatchObject(saying('lost.outcome', '7'));
  });

  it('is told of a window, whose words nobody has seen', () => {
    const { publish = [] } = tellOfLoss({ kind: 'window', key: session }, view);
    expect(publish.map(({ body }) => body)).toMatchObject(saying('lost.words'));
  });

  it.each([
    ['update.v9', 'lost.words'],
    ['outcome.v9', 'lost.outcome'],
  ])('is told of a %s that fits no schema, where it says whose it is', (kind, line) => {
    const unread = (whose: Whose) => {
      const letter = { ...LETTER, kind, whose };
      return (tellOfLoss({ kind: 'unread', letter }, view).publish ?? []).map(({ body }) => body);
    };
    expect(unread({ chat: PRIVATE_CHAT, person: ANNA })).toMatchObject(saying(line));
    expect([unread({ chat: PRIVATE_CHAT }), unread({})]).toEqual([[], []]);
  });

  it('is told to nobody where nobody waits for it', () => {
    expect(told(update({ kind: 'membership', status: 'present' }))).toEqual([]);
  });
});
