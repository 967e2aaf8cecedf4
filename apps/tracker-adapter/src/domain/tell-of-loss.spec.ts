import { describe, expect, it } from '@jest/globals';
import { digest, issueId, makeRecord, messageId, sessionKey, type Whose } from '#contracts';
import { commandOf, TRACKER, words } from '../rehearsal/facts.js';
import { ANNA, DESK } from '../rehearsal/people.js';
import { tellOfLoss, tellOfUnpublished, tellOfUnread } from './tell-of-loss.js';

const fields = { key: 'k', at: 1_000, causes: ['message 1'], ordinal: 0 };
const command = (action: Parameters<typeof commandOf>[0]) =>
  makeRecord('tracker-work', 'command.v1', { ...fields, body: commandOf(action, ANNA) });
const tell = (record: Parameters<typeof tellOfLoss>[0]) => tellOfLoss(record, 2_000, () => TRACKER);

describe('a command that could not be taken in', () => {
  it('is given up, and whoever waits for its issue learns that there is none', () => {
    const record = command({ kind: 'create', subject: 'The shop is slow', words: words('') });
    const { publish, side } = tell(record);
    const outcome = { kind: 'given-up', reason: { kind: 'failed' } };
    expect(publish).toMatchObject([{ topic: 'session-events', body: { command: record.id, outcome } }]);
    expect(side).toEqual([{ kind: 'created', tracker: TRACKER, command: record.id }]);
  });

  it('is told to nobody where nobody waits for it', () => {
    const body = { desk: DESK, issue: issueId('7'), why: 'poll' as const };
    expect(tell(makeRecord('tracker-work', 'hint.v1', { ...fields, body }))).toEqual({ publish: [], side: [] });
  });
});

it('of what fits no schema is told that nobody can say what became of it, where it says whose it is', () => {
  const { chat, user } = ANNA;
  const letter = {
    ...{ id: 'tracker-work/0/7', topic: 'tracker-work' as const, lane: 0, offset: 7, key: 'k' },
    ...{ cause: 'unknown kind', value: Buffer.from('{}'), bornAt: 0, at: 0 },
  };
  const told = (whose: Whose) => tellOfUnread({ ...letter, whose }, 2_000).map(({ body }) => body);
  const what = { kind: 'say', lines: [{ key: 'lost.outcome' }] };
  expect(told({ desk: DESK, chat, person: user })).toMatchObject([{ desk: DESK, chat, reader: user, what }]);
  expect([told({ chat }), told({ desk: DESK })]).toEqual([[], []]);
});

describe('what is too large for the log', () => {
  const ofAnna = { desk: DESK, chat: ANNA.chat, reader: ANNA.user };
  const said = (key: string, replyTo?: string) => ({ kind: 'say', lines: [{ key }], ...(replyTo && { replyTo }) });
  const told = (record: Parameters<typeof tellOfUnpublished>[0]) => tellOfUnpublished(record, 2_000);

  it('is told to whoever waits for what became of their words, in answer to these', () => {
    const session = sessionKey(ANNA.chat, ANNA.user);
    const outcome = { kind: 'doubt' as const, found: 'x'.repeat(1_000) };
    const body = { command: digest('c'), session, action: 'create' as const, messages: [messageId(7)], outcome };
    expect(told(makeRecord('session-events', 'outcome.v1', { ...fields, body }))).toMatchObject([
      { topic: 'deliveries', key: ofAnna.chat, body: { ...ofAnna, what: said('lost.outcome', '7') } },
    ]);
  });

  it('is told to whoever was to see it, in their language and nothing else of it', () => {
    const what = { kind: 'say' as const, lines: [{ key: 'x'.repeat(1_000) }], buttons: [] };
    const body = { ...ofAnna, language: 'ru', what };
    const [delivery, ...more] = told(makeRecord('deliveries', 'delivery.v1', { ...fields, body }));
    expect(delivery).toMatchObject({ body: { ...ofAnna, language: 'ru', what: said('lost.news') } });
    expect([more, JSON.stringify(delivery).length < 1_000]).toEqual([[], true]);
  });

  it('is told to nobody where it is a hint', () => {
    const body = { desk: DESK, issue: issueId('7'), why: 'poll' as const };
    expect(told(makeRecord('tracker-work', 'hint.v1', { ...fields, body }))).toEqual([]);
  });
});
