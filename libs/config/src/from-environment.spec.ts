import { describe, expect, it } from '@jest/globals';
import { fillIn, withEnvironment } from './from-environment.js';

describe('the environment', () => {
  it('makes one desk with the local tracker of a bot’s token alone', () => {
    expect(withEnvironment(undefined, { TELEGRAM_BOT_TOKEN: '1:a' })).toMatchObject({
      desks: [{ id: 'desk', channels: [{ messenger: 'telegram', token: '1:a' }], tracker: { kind: 'local' } }],
    });
  });

  it('makes it one with a Redmine where there is an address of one', () => {
    const env = { TELEGRAM_BOT_TOKEN: '1:a', REDMINE_URL: 'http://r', REDMINE_API_KEY: 'k' };
    expect(withEnvironment(undefined, env)).toMatchObject({
      desks: [{ tracker: { kind: 'redmine', url: 'http://r', apiKey: 'k' } }],
    });
  });

  it('leaves the desks of a file alone, and wins over all else of it', () => {
    const file = { desks: [], port: 1, secret: 'from the file' };
    const tree = withEnvironment(file, { TELEGRAM_BOT_TOKEN: '1:a', PORT: '2', LANES: '' });
    expect(tree).toEqual({ desks: [], port: '2', secret: 'from the file' });
  });

  it('has brokers in a list', () => {
    expect(withEnvironment({}, { KAFKA_BROKERS: 'a:1, b:2,' })).toEqual({ kafkaBrokers: ['a:1', 'b:2'] });
  });

  it('derives the secret of codes from the token, the same at every start, and not to be turned back', () => {
    const secret = () => withEnvironment(undefined, { TELEGRAM_BOT_TOKEN: '1:abc' })['secret'];
    expect(secret()).toBe(secret());
    expect(String(secret())).not.toContain('abc');
  });

  it('fills places wherever they stand, and names those that stay empty', () => {
    const missing: string[] = [];
    const tree = { desks: [{ token: '${A}', list: ['x-${B}'] }], n: 1, none: null };
    const filled = fillIn(tree, { A: 'a ${B}' }, '', (path, name) => missing.push(`${path} ${name}`));
    expect(filled).toEqual({ desks: [{ token: 'a ${B}', list: ['x-${B}'] }], n: 1, none: null });
    expect(missing).toEqual(['desks[0].list[0] B']);
  });
});
