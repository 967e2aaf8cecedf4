import { describe, expect, it } from '@jest/globals';
import { MessengerError } from '#ports/messenger';
import { failureOf } from './from-error.js';

const failure = (...[kind, facts]: [MessengerError['kind'], { retryAfterMs?: number; chat?: string }?]) =>
  failureOf(new MessengerError(kind, 'what happened', facts));

describe('a failed sending', () => {
  it('comes back when it was told to, and after a while where it was not told when', () => {
    expect(failure('throttled', { retryAfterMs: 3_000 })).toMatchObject({ kind: 'throttled', retryAfterMs: 3_000 });
    expect(failure('throttled')).toMatchObject({ kind: 'throttled', retryAfterMs: 5_000 });
  });

  it('waits with its whole channel while that is away, or its credential is not accepted', () => {
    expect(failure('unavailable').kind).toBe('down');
    expect(failure('unauthorized').kind).toBe('down');
  });

  it('says nothing of its channel where it came too late to be sent', () => {
    expect(failure('late')).toEqual({ kind: 'late' });
  });

  it('is not waited for where it may have been sent: nobody could look', () => {
    expect(failure('ambiguous')).toMatchObject({ kind: 'unknown', settleMs: 0 });
  });

  it('follows a chat that has moved', () => {
    expect(failure('moved', { chat: '-100' })).toEqual({ kind: 'moved', chat: '-100' });
    expect(failure('moved')).toEqual({ kind: 'final', word: 'not-found' });
  });

  it.each(['rejected', 'blocked', 'not-found', 'not-modified'] as const)('is over where it was %s', (kind) => {
    expect(failure(kind)).toEqual({ kind: 'final', word: kind });
  });

  it('is a bug where no messenger threw it', () => {
    expect(() => failureOf(new RangeError('no'))).toThrow(RangeError);
  });
});
