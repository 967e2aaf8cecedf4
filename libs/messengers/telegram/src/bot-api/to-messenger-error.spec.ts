import { describe, expect, it } from '@jest/globals';
import { fromBrokenExchange, fromRefusal } from './to-messenger-error.js';

const send = { method: 'sendMessage', effect: true };
const read = { method: 'getUpdates', effect: false };
const refuse = (error_code: number, description: string, parameters = {}) =>
  fromRefusal(send, { error_code, description, parameters });

describe('a refusal of Telegram', () => {
  it.each([
    [400, 'Bad Request: message is not modified: specified new message content …', 'not-modified'],
    [400, 'Bad Request: message to edit not found', 'not-found'],
    [400, "Bad Request: message can't be edited", 'not-found'],
    [400, 'Bad Request: MESSAGE_ID_INVALID', 'not-found'],
    [400, 'Bad Request: query is too old and response timeout expired or query ID is invalid', 'not-found'],
    [400, 'Bad Request: message to be replied not found', 'not-found'],
    [400, 'Bad Request: chat not found', 'blocked'],
    [400, 'Bad Request: not enough rights to send text messages to the chat', 'blocked'],
    [400, 'Bad Request: message is too long', 'rejected'],
    [400, 'Bad Request: wrong file identifier/HTTP URL specified', 'rejected'],
    [400, 'Bad Request: something new', 'rejected'],
    [413, 'Request Entity Too Large', 'rejected'],
    [401, 'Unauthorized', 'unauthorized'],
    [404, 'Not Found', 'unauthorized'],
    [404, 'Not Found: method not found', 'rejected'],
    [403, 'Forbidden: bot was blocked by the user', 'blocked'],
    [403, 'Forbidden: user is deactivated', 'blocked'],
    [403, 'Forbidden: bot was kicked from the supergroup chat', 'blocked'],
    [409, 'Conflict: terminated by other getUpdates request', 'unavailable'],
    [500, 'Internal Server Error: restart', 'ambiguous'],
    [502, 'Bad Gateway', 'ambiguous'],
    [503, 'Service Unavailable', 'ambiguous'],
    [504, 'Gateway Timeout', 'ambiguous'],
  ])('%d %s is %s', (code, description, kind) => {
    expect(refuse(code, description).kind).toBe(kind);
  });

  it('says when to come back, in ms', () => {
    const error = refuse(429, 'Too Many Requests: retry after 17', { retry_after: 17 });
    expect(error).toMatchObject({ kind: 'throttled', retryAfterMs: 17_000 });
    expect(refuse(429, 'Too Many Requests')).toMatchObject({ kind: 'throttled', retryAfterMs: 1_000 });
  });

  it('says where a chat has moved to', () => {
    const description = 'Bad Request: group chat was upgraded to a supergroup chat';
    const error = refuse(400, description, { migrate_to_chat_id: -1_002_100_000_001 });
    expect(error).toMatchObject({ kind: 'moved', chat: '-1002100000001' });
  });

  it('of a read is never ambiguous', () => {
    expect(fromRefusal(read, { error_code: 502, description: 'Bad Gateway' }).kind).toBe('unavailable');
  });

  it('is told without what it quotes from the request', () => {
    const description = 'Bad Request: button URL "https://redmine.example/?key=1" or https://a.example/x is invalid';
    expect(refuse(400, description).message).toBe('sendMessage: 400 Bad Request: button URL … or … is invalid');
  });
});

describe('an exchange that broke off', () => {
  const reset = Object.assign(new Error('request to https://api.telegram.org/bot1:SECRET/x failed'), {
    code: 'ECONNRESET',
  });

  it.each([
    [send, { bytes: 0, late: false }, 'unavailable'],
    [send, { bytes: 0, late: true }, 'late'],
    [send, { bytes: 1, late: false }, 'ambiguous'],
    [send, { bytes: 1, late: true }, 'ambiguous'],
    [read, { bytes: 0, late: false }, 'unavailable'],
    [read, { bytes: 1, late: false }, 'unavailable'],
  ])('%j of which %j went out is %s', (asked, sent, kind) => {
    const error = fromBrokenExchange(asked, sent, reset);
    expect(error.kind).toBe(kind);
    expect(error.message).toContain('ECONNRESET');
    expect([error.message, error.stack, error.cause]).not.toContain('SECRET');
  });
});
