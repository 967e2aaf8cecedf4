import { describe, expect, it } from '@jest/globals';
import { isGenuine, secretOf } from './webhook.js';

const token = '123456:ABC-DEF';
const header = 'x-telegram-bot-api-secret-token';

describe('the secret of a webhook', () => {
  it('is the configured one', () => {
    expect(secretOf({ token, webhookSecret: 'open-sesame' })).toBe('open-sesame');
  });

  it('otherwise follows from the token, fits what Telegram takes, and does not tell the token', () => {
    const secret = secretOf({ token });
    expect(secret).toMatch(/^[\w-]{1,256}$/);
    expect(secretOf({ token })).toBe(secret);
    expect(secretOf({ token: '123456:ABC-DEG' })).not.toBe(secret);
  });

  it.each([
    [{ [header]: 'open-sesame' }, true],
    [{ [header]: 'open-sesame ' }, false],
    [{ [header]: 'Open-sesame' }, false],
    [{ [header]: '' }, false],
    [{ [header]: undefined }, false],
    [{}, false],
  ])('%j is genuine: %s', (headers, genuine) => {
    expect(isGenuine('open-sesame', headers)).toBe(genuine);
  });
});
