import { describe, expect, it } from '@jest/globals';
import { HttpFailure } from '#http';
import { errorFromResponse, errorFromSilence, unusable, type Act } from './from-response.js';

const NOW = Date.parse('2026-07-14T09:21:45Z');
const answered = (act: Act, status: number, body = '', headers = {}) =>
  errorFromResponse(act, 'PUT /issues/7.json', { status, headers, body }, NOW);
const kinds = (status: number, body?: string, headers?: object) =>
  (['read', 'write', 'upload'] as const).map((act) => answered(act, status, body, headers).kind);

describe('what an answer of Redmine is for the core', () => {
  it.each([
    [401, 'no key, or a wrong one'],
    [412, 'X-Redmine-Switch-User names no active account'],
  ])('%i is unauthorized whatever was asked: %s', (status) => {
    expect(kinds(status)).toEqual(['unauthorized', 'unauthorized', 'unauthorized']);
  });

  it('403 is not found for who reads (it says so of what is not visible), and a refusal for who writes', () => {
    expect(kinds(403)).toEqual(['not-found', 'rejected', 'rejected']);
  });

  it.each([404, 410])('%i is not found', (status) => {
    expect(kinds(status)).toEqual(['not-found', 'not-found', 'not-found']);
  });

  it('422 with errors is a refusal in Redmine’s own words', () => {
    const error = answered('write', 422, '{"errors":["Subject cannot be blank","Priority is invalid"]}');
    expect(error).toMatchObject({ kind: 'rejected', words: 'Subject cannot be blank\nPriority is invalid' });
    expect(error.message).toBe('PUT /issues/7.json: answered 422');
  });

  it('422 with an empty list of errors is a lock conflict', () => {
    expect(kinds(422, '{"errors":[]}')).toEqual(['conflict', 'conflict', 'conflict']);
  });

  it('422 that is not Redmine’s is a refusal without words', () => {
    expect(answered('write', 422, '<html>no</html>')).toMatchObject({ kind: 'rejected', words: undefined });
  });

  it('does not pass on more words than a person reads', () => {
    const words = answered('write', 422, JSON.stringify({ errors: ['x'.repeat(5_000)] })).words;
    expect(words).toHaveLength(1_000);
  });

  it('409 is a conflict', () => {
    expect(kinds(409)).toEqual(['conflict', 'conflict', 'conflict']);
  });

  it.each([
    ['7', 7_000],
    ['Tue, 14 Jul 2026 09:22:00 GMT', 15_000],
    ['Tue, 14 Jul 2026 09:00:00 GMT', 0],
    ['soon', 10_000],
    [undefined, 10_000],
  ])('429 with Retry-After %s is throttled for %i ms', (retryAfter, ms) => {
    const headers = { 'retry-after': retryAfter };
    expect(answered('write', 429, '', headers)).toMatchObject({ kind: 'throttled', retryAfterMs: ms });
  });

  it.each([408, 425])('%i is unavailable: the server never had the whole request', (status) => {
    expect(kinds(status)).toEqual(['unavailable', 'unavailable', 'unavailable']);
  });

  it.each([400, 405, 406, 411, 413, 414, 415, 431, 451])('%i is a refusal', (status) => {
    expect(kinds(status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it.each([500, 501, 502, 504, 507, 520, 301, 302, 303, 307])('%i leaves open what became of a write', (status) => {
    expect(kinds(status)).toEqual(['unavailable', 'ambiguous', 'unavailable']);
  });

  it('503 with a time to come back is throttled, except after a write, which may have reached the server', () => {
    const headers = { 'retry-after': '30' };
    expect(kinds(503)).toEqual(['unavailable', 'ambiguous', 'unavailable']);
    expect(kinds(503, '', headers)).toEqual(['throttled', 'ambiguous', 'throttled']);
    expect(answered('write', 503, '', headers).retryAfterMs).toBe(30_000);
  });

  it('puts nothing of a body into what is logged', () => {
    for (const status of [401, 403, 404, 413, 422, 429, 500]) {
      expect(answered('write', status, '{"errors":["Anna wrote this"]}').message).not.toContain('Anna');
    }
  });
});

describe('no answer', () => {
  it('is unavailable where nothing was sent, whatever was asked', () => {
    const kindsUnsent = (['read', 'write', 'upload'] as const).map(
      (act) => errorFromSilence(act, 'POST /issues.json', new HttpFailure('unsent', 'refused')).kind,
    );
    expect(kindsUnsent).toEqual(['unavailable', 'unavailable', 'unavailable']);
  });

  it('says nothing of the tracker where it was too late to be sent', () => {
    const late = new HttpFailure('late', 'POST: too late to be sent');
    expect(errorFromSilence('write', 'POST /issues.json', late).kind).toBe('late');
  });

  it('is ambiguous once a byte of a write was sent, and unavailable for what may be sent again', () => {
    const kindsSent = (['read', 'write', 'upload'] as const).map(
      (act) => errorFromSilence(act, 'POST /issues.json', new HttpFailure('ambiguous', 'reset')).kind,
    );
    expect(kindsSent).toEqual(['unavailable', 'ambiguous', 'unavailable']);
  });

  it('is what an answer is from which nothing can be learned', () => {
    expect([unusable('read', '').kind, unusable('write', '').kind]).toEqual(['unavailable', 'ambiguous']);
  });
});
