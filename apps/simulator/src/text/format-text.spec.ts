import { describe, expect, it } from '@jest/globals';
import { formatText } from './format-text.js';

describe('formatText', () => {
  it('cuts white space at both ends and moves entities along', () => {
    expect(formatText('\n  <b> hi </b>  ', 'HTML')).toEqual({
      text: 'hi',
      entities: [{ type: 'bold', offset: 0, length: 2 }],
    });
  });

  it('recognises commands, links, mentions and tags by itself, but not inside code', () => {
    const { entities } = formatText('/start see https://a.b/c, ask @anna_k #urgent <code>/stop</code>', 'HTML');
    expect(entities.map(({ type, offset, length }) => [type, offset, length])).toEqual([
      ['bot_command', 0, 6],
      ['url', 11, 13],
      ['mention', 30, 7],
      ['hashtag', 38, 7],
      ['code', 46, 5],
    ]);
  });

  it('forgets entities that lie outside of the words', () => {
    expect(formatText('ab', undefined, [{ type: 'bold', offset: 1, length: 9 }]).entities).toEqual([
      { type: 'bold', offset: 1, length: 1 },
    ]);
  });

  it.each([
    ['', 'URL host is empty'],
    ['/issues/12', 'URL host is empty'],
    ['event', 'Wrong HTTP URL'],
    ['http://localhost:3000/', 'Wrong HTTP URL'],
    ['ftp://files.example/a', 'Unsupported URL protocol'],
    ['javascript:alert(1)', 'Wrong port number specified in the URL'],
    ['http://a.example:0', 'Wrong port number specified in the URL'],
    ['http:google.com', 'Wrong port number specified in the URL'],
    ['https://.', 'Host is invalid'],
    ['https://{tenant}.example.com', 'Wrong URL host'],
    ['http://[::x]/', 'Wrong IPv6 address specified in the URL'],
    ['tg:google.com', 'Unallowed characters in URL host'],
    ['tg://http://google.com', 'Wrong tg URL'],
    ['tg:test@google', 'Wrong tg URL'],
  ])('refuses a link to "%s" as Telegram does', (url, why) => {
    const link = { type: 'text_link', offset: 0, length: 1, url };
    expect(() => formatText('x', undefined, [link])).toThrow(`Bad Request: entity URL '${url}' is invalid: ${why}`);
  });

  it.each([
    'a.example',
    'httPs://google.com?1#tes',
    'http://a.example:0001',
    'http://anna:secret@a.example/',
    'http://[2001:db8:0:0:0:ff00:42:8329]',
    'http://..',
    'tg:_',
    'tOn://google',
  ])('takes a link to %s', (url) => {
    const link = { type: 'text_link', offset: 0, length: 1, url };
    expect(formatText('x', undefined, [link]).entities).toEqual([link]);
  });

  it('takes no parse mode it does not know', () => {
    expect(() => formatText('x', 'BBCode')).toThrow('Bad Request: unsupported parse_mode');
  });
});
