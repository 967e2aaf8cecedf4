import { describe, expect, it } from '@jest/globals';
import { deskId, issueKey, issueId } from './ids.js';
import { fromBytes, makeRecord, toBytes } from './record.js';

const desk = deskId('acme');
const fields = {
  key: issueKey(desk, issueId('4318')),
  at: 1_767_225_600_000,
  causes: ['redmine.example', '4318', '1767225599'],
  ordinal: 0,
  body: { desk, issue: '4318', why: 'poll' as const },
};
const hint = (more: Partial<typeof fields> & { trace?: string } = {}) =>
  makeRecord('tracker-work', 'hint.v1', { ...fields, ...more });

describe('the id of a record', () => {
  it('is the same when its cause is worked on again, at whatever time and in whatever trace', () => {
    expect(hint({ at: fields.at + 3_600_000, trace: '00-1-2-01' }).id).toBe(hint().id);
  });

  it.each<[string, Partial<typeof fields>]>([
    ['cause', { causes: ['redmine.example', '4318', '1767225600'] }],
    ['place among what its cause brought about', { ordinal: 1 }],
    ['payload', { body: { ...fields.body, issue: '4319' } }],
    ['key', { key: issueKey(desk, issueId('4319')) }],
  ])('is another where the %s is another', (_, more) => {
    expect(hint(more).id).not.toBe(hint().id);
  });

  it('keeps two causes apart from one that reads like both', () => {
    expect(hint({ causes: ['a', 'b'] }).id).not.toBe(hint({ causes: ['a,b'] }).id);
  });

  it('at the edge goes by the source’s own id, whatever the same thing looks like when it is told again', () => {
    const told = (body: (typeof fields)['body']) =>
      makeRecord('tracker-work', 'hint.v1', { ...fields, body, edge: true }).id;
    expect(told({ ...fields.body, issue: '4319' })).toBe(told(fields.body));
  });

  it('is spelled as it always was, for ids lie in tables', () => {
    expect(hint().id).toBe('0q8pRFnQaNjJjZ2t4_OGFY2_doQ');
  });
});

describe('a record as bytes', () => {
  it.each(['%', '%22', 'acme', 'acme/bot', 'acme//51', 'acme/bot/%E0', 'acme/bot/51/7'])(
    'does not parse where it names a chat or a person by %j, which nobody can read',
    (key) => {
      const at = 1;
      const what = { kind: 'message', message: '1', text: { text: 'words' }, files: [] };
      const update = (chat: string, user: string) => {
        const body = { chat, chatKind: 'private', sender: { user, name: 'Anna' }, at, receivedAt: at, what };
        const value = Buffer.from(JSON.stringify({ id: 'a', kind: 'update.v1', at, body }));
        return fromBytes('session-events', { key: 'k', value });
      };
      expect(update('acme/bot/51', 'acme/bot/51').ok).toBe(true);
      expect(update(key, 'acme/bot/51')).toEqual({ ok: false, cause: 'update.v1: chat custom' });
      expect(update('acme/bot/51', key)).toEqual({ ok: false, cause: 'update.v1: sender.user custom' });
    },
  );

  it('reads a phrase within a phrase like any other', () => {
    const saying = (inner: unknown) => {
      const lines = [{ key: 'facts', with: { first: { phrase: inner }, rest: { phrase: { key: 'rest' } } } }];
      const body = { desk, chat: 'acme/bot/51', reader: 'acme/bot/51', what: { kind: 'say', lines } };
      const value = Buffer.from(JSON.stringify({ id: 'a', kind: 'delivery.v1', at: 1, body }));
      return fromBytes('deliveries', { key: 'k', value });
    };
    const words = { rich: { text: 'words' } };
    const read = { key: 'words', with: { words: { rich: { text: 'words', marks: [] } } } };
    expect(saying({ key: 'words', with: { words }, added: 'later' })).toMatchObject({
      record: { body: { what: { lines: [{ with: { first: { phrase: read } } }] } } },
    });
    for (const none of [undefined, 'words', {}, { key: '' }, { key: 'words', with: { words: { rich: 1 } } }])
      expect(saying(none)).toEqual({ ok: false, cause: 'delivery.v1: what.lines.0.with.first invalid_union' });
  });

  it.each(['acme/bot/51', '%|51', 'acme/bot|51', 'acme/bot/51|'])('nor a session by %j', (session) => {
    const value = Buffer.from(JSON.stringify({ id: 'a', kind: 'window.v1', at: 1, body: { session } }));
    expect(fromBytes('session-events', { key: 'k', value })).toEqual({ ok: false, cause: 'window.v1: session custom' });
  });

  it('comes back as it was, its trace beside it', () => {
    const record = hint({ trace: '00-1-2-01' });
    expect(fromBytes('tracker-work', toBytes(record))).toEqual({ ok: true, record });
    expect(JSON.parse(toBytes(record).value.toString())).not.toHaveProperty('trace');
  });

  it.each([
    ['{', 'not JSON'],
    ['{"id":"a","kind":"hint.v1"}', 'envelope: at invalid_type; body invalid_type'],
    ['{"id":"a","kind":"hint.v9","at":1,"body":{}}', 'unknown kind "hint.v9"'],
    ['{"id":"a","kind":"toString","at":1,"body":{}}', 'unknown kind "toString"'],
    [
      '{"id":"a","kind":"hint.v1","at":1,"body":{"desk":"acme","issue":7}}',
      'hint.v1: issue invalid_type; why invalid_value',
    ],
  ])('that does not parse says where and why, and nothing of its body: %s', (text, cause) => {
    expect(fromBytes('tracker-work', { key: 'k', value: Buffer.from(text) })).toEqual({ ok: false, cause });
  });
});
