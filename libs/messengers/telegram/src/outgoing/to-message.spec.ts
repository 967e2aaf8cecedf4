import { describe, expect, it } from '@jest/globals';
import { messageId, plain } from '#contracts';
import { toEntities } from './to-entities.js';
import { toKeyboard } from './to-keyboard.js';
import { toMessage } from './to-message.js';

const outgoing = { text: plain('hello'), buttons: [] };

describe('a message on its way to Telegram', () => {
  it('shows no preview of the pages it links to', () => {
    expect(toMessage('7', outgoing)).toMatchObject({ link_preview_options: { is_disabled: true } });
  });

  it('answers to a message that may be gone', () => {
    expect(toMessage('7', { ...outgoing, replyTo: messageId('17') })).toMatchObject({
      reply_parameters: { message_id: 17, allow_sending_without_reply: true },
    });
  });

  it('opens the answer field only where it has no buttons', () => {
    const buttons = [[{ label: 'Back', token: 'back' }]];
    expect(toMessage('7', { ...outgoing, ask: true })).toMatchObject({ reply_markup: { force_reply: true } });
    expect(toMessage('7', { ...outgoing, ask: true, buttons })).toMatchObject({
      reply_markup: { inline_keyboard: [[{ text: 'Back', callback_data: 'back' }]] },
    });
  });

  const linkTo = (value: string) => toEntities({ text: 'here', marks: [{ kind: 'link', start: 0, end: 4, value }] });

  it.each([
    'http://localhost:3000/',
    'http://redmine/',
    'https://{tenant}.example.com/',
    'https://a.example:0/',
    'https://./',
    '/issues/12',
    'event',
    'ftp://files.example/a',
    'mailto:anna@example.net',
    'javascript:alert(1)',
    'not a url',
    '',
  ])('is not lost for a button or a link that opens %s, which Telegram refuses', (url) => {
    const rows = [[{ label: 'Open', url }], [{ label: 'Back', token: 'back' }]];
    expect(toKeyboard(rows)).toEqual({ inline_keyboard: [[{ text: 'Back', callback_data: 'back' }]] });
    expect(linkTo(url)).toEqual([]);
  });

  it.each([
    'https://redmine.example/issues/7',
    'http://127.0.0.1:3000/',
    'http://[2001:db8::1]/',
    'tg://user?id=7',
    'ton://transfer/x',
  ])('keeps a button or a link that opens %s', (url) => {
    expect(toKeyboard([[{ label: 'Open', url }]])).toEqual({ inline_keyboard: [[{ text: 'Open', url }]] });
    expect(linkTo(url)).toEqual([{ type: 'text_link', offset: 0, length: 4, url }]);
  });

  it.each([
    ['HTTPS://Redmine.Example', 'https://redmine.example/'],
    ['http:redmine.example', 'http://redmine.example/'],
    ['http://пример.рф/я', 'http://xn--e1afmkfd.xn--p1ai/%D1%8F'],
  ])('spells the address %s as Telegram reads it', (given, url) => {
    expect(linkTo(given)).toMatchObject([{ url }]);
  });
});
