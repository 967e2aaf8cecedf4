import { describe, expect, it } from '@jest/globals';
import { whoseOf } from './whose.js';

const ANNAS = { desk: 'acme', chat: 'acme/bot/51', person: 'acme/bot/51' };

describe('whose a body is', () => {
  it.each([
    ['an update', { chat: 'acme/bot/51', sender: { user: 'acme/bot/51', name: 'Anna' } }],
    ['an outcome', { command: 'x', session: 'acme/bot/51|51', action: 'create' }],
    ['a delivery', { desk: 'acme', chat: 'acme/bot/51', reader: 'acme/bot/51' }],
    ['a command', { desk: 'acme', chat: 'acme/bot/51', session: 'acme/bot/51|51', sender: { user: 'acme/bot/51' } }],
    ['a write', { id: 'x', command: { desk: 'acme', chat: 'acme/bot/51', sender: { user: 'acme/bot/51' } } }],
    ['news of an issue', { desk: 'acme', issue: '7', to: { chat: 'acme/bot/51', user: 'acme/bot/51' } }],
  ])('is told by %s', (_, body) => {
    expect(whoseOf(body)).toEqual(ANNAS);
  });

  it('is told by a sending as far as its chat', () => {
    expect(whoseOf({ desk: 'acme', chat: 'acme/bot/51', group: false })).toEqual({ desk: 'acme', chat: 'acme/bot/51' });
  });

  it('is told by what is left of one that fits no schema', () => {
    expect(whoseOf({ chat: 'acme/bot/51', sender: 7 })).toEqual({ desk: 'acme', chat: 'acme/bot/51' });
    expect(whoseOf({ session: '%|%', reader: '' })).toEqual({});
    expect(whoseOf({ chat: '%' })).toEqual({});
  });

  it.each([null, undefined, 'words', 7, []])('is not told by %p', (body) => {
    expect(whoseOf(body)).toEqual({});
  });
});
