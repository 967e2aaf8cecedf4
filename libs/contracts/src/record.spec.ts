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
