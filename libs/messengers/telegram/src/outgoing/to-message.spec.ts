import { describe, expect, it } from '@jest/globals';
import { messageId, plain } from '#contracts';
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

  it.each(['http://localhost:3000/', 'http://redmine/', 'javascript:alert(1)', 'not a url'])(
    'is not lost for a button that opens %s, which Telegram refuses',
    (url) => {
      const rows = [[{ label: 'Open', url }], [{ label: 'Back', token: 'back' }]];
      expect(toKeyboard(rows)).toEqual({ inline_keyboard: [[{ text: 'Back', callback_data: 'back' }]] });
    },
  );

  it.each(['https://redmine.example/issues/7', 'http://127.0.0.1:3000/'])('keeps a button that opens %s', (url) => {
    expect(toKeyboard([[{ label: 'Open', url }]])).toEqual({ inline_keyboard: [[{ text: 'Open', url }]] });
  });
});
