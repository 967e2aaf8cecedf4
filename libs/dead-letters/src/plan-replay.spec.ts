import { describe, expect, it } from '@jest/globals';
import {
  accountId,
  channelId,
  chatKey,
  type Command,
  deskId,
  digest,
  issueId,
  makeRecord,
  messageId,
  plain,
  sessionKey,
  toBytes,
  userKey,
  workKey,
} from '#contracts';
import type { StoredLetter } from './letter.js';
import { planReplay } from './plan-replay.js';

const NOW = 9_000;
const desk = deskId('acme');
const chat = chatKey(desk, channelId('bot'), '7');
const user = userKey(desk, channelId('bot'), '7');
const command: Command = {
  desk,
  chat,
  session: sessionKey(chat, user),
  sender: { user, name: 'Anna' },
  acting: { kind: 'account', account: accountId('5'), login: 'anna', name: 'Anna' },
  messages: [messageId(1)],
  at: 1_000,
  action: { kind: 'comment', target: { issue: issueId('7') }, words: { text: plain('Hi'), files: [] }, private: false },
};

const letter = (fields: Partial<StoredLetter>): StoredLetter => ({
  number: 1,
  standing: 'open',
  cause: 'the core threw TypeError',
  topic: 'tracker-work',
  lane: 0,
  id: digest('a'),
  key: 'k',
  bornAt: 1_000,
  at: 2_000,
  history: [],
  value: Buffer.alloc(0),
  replay: undefined,
  replays: 0,
  ...fields,
});
const work = (fields: object = {}) => {
  const body = { id: digest('a'), command };
  return { id: digest('a'), kind: 'write', body, effect: true, attempt: 0, tries: 202, ...fields };
};
const ofWork = (...works: object[]) => letter({ kind: 'write', value: Buffer.from(JSON.stringify(works)) });
const planned = (of: StoredLetter) => {
  const plan = planReplay(of, NOW);
  if (plan.kind === 'stays') throw new Error(plan.why);
  return plan.record;
};

describe('the replay of a record', () => {
  const sender = { user, name: 'Anna' };
  const what = { kind: 'membership' as const, status: 'present' as const };
  const body = { chat, chatKind: 'private' as const, sender, at: 1_000, receivedAt: 1_000, what };
  const fields = { key: chat, at: 1_000, causes: ['7'], ordinal: 0, body };
  const record = makeRecord('session-events', 'update.v1', fields);
  const poison = letter({ topic: 'session-events', offset: 3, key: chat, value: toBytes(record).value });

  it('is the same record under a fresh id, as of now', () => {
    const again = planned(poison);
    expect(again).toMatchObject({ topic: 'session-events', kind: 'update.v1', key: chat, at: NOW, body });
    expect(again.id).not.toBe(record.id);
  });

  it('is one that the log refused for its size, too, which lies nowhere in it', () => {
    const large = letter({ topic: 'session-events', kind: 'update.v1', key: chat, value: toBytes(record).value });
    expect(planned(large)).toMatchObject({ topic: 'session-events', kind: 'update.v1', key: chat, at: NOW, body });
  });

  it('has the same id whoever makes it, and another one the next time', () => {
    expect(planned(poison).id).toBe(planned({ ...poison }).id);
    expect(planned({ ...poison, replays: 1 }).id).not.toBe(planned(poison).id);
    const begun = { ...poison, standing: 'replaying' as const, replays: 1, replay: planned(poison).id };
    expect(planned(begun).id).toBe(planned(poison).id);
  });

  it('of a command leaves it its id, by which its dialog waits for it', () => {
    const fields_ = { key: 'k', at: 1_000, causes: ['8'], ordinal: 0, body: command };
    const sent = makeRecord('tracker-work', 'command.v1', fields_);
    const again = planned(letter({ offset: 3, value: toBytes(sent).value }));
    expect(again).toMatchObject({
      kind: 'replay.v1',
      body: { work: [{ id: sent.id, kind: 'command.v1', body: command }] },
    });
  });

  it.each([
    ['{', 'it still does not parse: not JSON'],
    ['{"id":"a","kind":"update.v9","at":1,"body":{}}', 'it still does not parse: unknown kind "update.v9"'],
  ])('that still does not parse is none: %s', (value, why) => {
    expect(planReplay(letter({ offset: 3, value: Buffer.from(value) }), NOW)).toEqual({ kind: 'stays', why });
  });
});

describe('the replay of work', () => {
  it('takes what depends on it along, in its order, to the lane of its account', () => {
    const dependent = work({ id: digest('b') });
    const again = planned(ofWork(work(), dependent));
    expect(again).toMatchObject({ kind: 'replay.v1', key: workKey(desk, accountId('5')) });
    expect(again.body).toMatchObject({ work: [{ id: digest('a') }, { id: digest('b') }] });
  });

  it('says of its last attempt what is known, and nothing of a baseline that was never used', () => {
    const sent = { attempt: 3, sendBy: 1_500, baseline: { ids: { journal: 7 } } };
    expect(planned(ofWork(work(sent))).body).toMatchObject({ work: [{ sent }] });
    expect(planned(ofWork(work({ baseline: { ids: {} } }))).body).toEqual({
      work: [{ id: digest('a'), kind: 'write', body: { id: digest('a'), command }, trace: undefined, sent: undefined }],
    });
  });

  it.each([
    ['a look-up whose time is over', ofWork(work({ expiresAt: NOW })), 'its time is over, and nobody waits for it'],
    ['work of an earlier release', ofWork({ kind: 'write', body: {} }), 'its form is that of an earlier release'],
    ['work that is nobody’s', ofWork(work({ body: {} })), 'its form is that of an earlier release'],
  ])('is none for %s', (_, of, why) => {
    expect(planReplay(of, NOW)).toEqual({ kind: 'stays', why });
  });
});

it('the replay of a window closes it now', () => {
  const session = sessionKey(chat, user);
  const again = planned(letter({ topic: 'session-events', kind: 'window', key: session }));
  expect(again).toMatchObject({ kind: 'window.v1', key: chat, at: NOW, body: { session } });
});
