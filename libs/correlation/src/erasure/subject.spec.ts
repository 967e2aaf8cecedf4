import { describe, expect, it } from '@jest/globals';
import { channelId, chatKey, deskId, sessionKey, userKey } from '#contracts';
import { marksOf } from './subject.js';

const acme = deskId('acme');
const bot = channelId('telegram');
const anna = userKey(acme, bot, '100200300');
const own = chatKey(acme, bot, '100200300');
const group = chatKey(acme, bot, '-100777');
const matches = (pattern: string, text: string) => new RegExp(pattern).test(text);

describe('a person', () => {
  const marks = marksOf({ desk: acme, person: { channel: bot, user: '100200300' } });

  it('is known by their own chat, and by their session in any chat of the channel', () => {
    const keys = [
      anna,
      own,
      sessionKey(own, anna),
      sessionKey(group, anna),
      `${sessionKey(group, anna)}|unreadable`,
      `${sessionKey(own, anna)}|owed`,
    ];
    for (const key of keys) expect(matches(marks.key, key)).toBe(true);
    expect(matches(marks.json, JSON.stringify({ session: sessionKey(group, anna) }))).toBe(true);
  });

  it('is nobody whose id only begins or ends like theirs, and nobody of another channel or desk', () => {
    const others = [
      group,
      chatKey(acme, bot, '1002003001'),
      chatKey(acme, bot, '9100200300'),
      chatKey(acme, channelId('telegram-2'), '100200300'),
      chatKey(deskId('acme-2'), bot, '100200300'),
      sessionKey(own, userKey(acme, bot, '42')),
    ];
    for (const key of others) {
      expect(matches(marks.key, key)).toBe(false);
      expect(matches(marks.json, JSON.stringify({ key }))).toBe(false);
    }
  });

  it('is not named by somebody who writes such a key', () => {
    expect(matches(marks.json, JSON.stringify({ text: `what is "${own}"?` }))).toBe(false);
  });

  it('leaves a trace wherever their id stands by itself', () => {
    for (const text of ['{"from":100200300}', `next:{acme/telegram}:${own}`, '100200300', 'gone (100200300)']) {
      expect(matches(marks.trace, text)).toBe(true);
    }
    for (const text of ['1100200300', '1002003001', 'x100200300']) expect(matches(marks.trace, text)).toBe(false);
  });

  it('leaves no trace in a group whose id is theirs with a minus before it', () => {
    const namesake = chatKey(acme, bot, '-100200300');
    for (const text of [
      '-100200300',
      namesake,
      JSON.stringify({ chat: namesake }),
      `next:{acme/telegram}:${namesake}`,
    ]) {
      expect(matches(marks.trace, text)).toBe(false);
    }
    expect(matches(marks.trace, 'Anna-100200300')).toBe(true);
  });

  it('with an id that stands in many a text leaves a trace in whole keys only', () => {
    const short = marksOf({ desk: acme, person: { channel: bot, user: '7' } });
    expect(matches(short.trace, '{"page":7}')).toBe(false);
    expect(matches(short.trace, '{"chat":"acme/telegram/7"}')).toBe(true);
  });
});

describe('a desk', () => {
  const marks = marksOf({ desk: acme });

  it('is known by everything that lies under it, and by its name', () => {
    for (const key of [own, group, sessionKey(group, anna)]) expect(matches(marks.key, key)).toBe(true);
    for (const body of [{ desk: 'acme', issue: '1' }, { chat: own }]) {
      expect(matches(marks.json, JSON.stringify(body))).toBe(true);
    }
    expect(matches(marks.trace, 'next:{acme/telegram}')).toBe(true);
  });

  it('is no other desk whose name begins like its own', () => {
    const other = chatKey(deskId('acme-2'), bot, '1');
    expect(matches(marks.key, other)).toBe(false);
    expect(matches(marks.json, JSON.stringify({ desk: 'acme-2', chat: other }))).toBe(false);
    expect(matches(marks.trace, JSON.stringify({ desk: 'acme-2', chat: other }))).toBe(false);
  });
});
