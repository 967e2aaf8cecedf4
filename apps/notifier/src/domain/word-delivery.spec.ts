import { describe, expect, it } from '@jest/globals';
import { channelId, chatKey, type Delivery, deskId, messageId, plain, type Showing, userKey } from '#contracts';
import { phrase } from '#wording';
import { wordDelivery } from './word-delivery.js';

const LIMITS = {
  maxText: 40,
  maxCaption: 10,
  maxDownload: 1,
  maxUpload: 1,
  maxToast: 12,
  edits: true,
  reactions: true,
  rates: { chatPerSecond: 1, groupPerMinute: 20, channelPerSecond: 30 },
};
const said = (words: string) => phrase('news.description', { words: { rich: plain(words) } });

function worded(what: Showing, language = 'en') {
  const at = [deskId('acme'), channelId('bot'), '7'] as const;
  const delivery: Delivery = { desk: at[0], chat: chatKey(...at), reader: userKey(...at), language, what };
  return wordDelivery(delivery, LIMITS, 'Telegram', 0);
}

describe('the words of a delivery', () => {
  it('are split within the limit: a reply by its first part, buttons under its last', () => {
    const parts = worded({
      kind: 'say',
      lines: [said('The first sentence of it. The second sentence of it.')],
      buttons: [[{ label: 'More', token: 'm' }]],
      replyTo: messageId(3),
      ask: true,
    });
    expect(parts).toMatchObject([
      { kind: 'say', text: { text: '💬 The first sentence of it.' }, replyTo: '3', buttons: [] },
      { kind: 'say', text: { text: 'The second sentence of it.' }, ask: true, buttons: [[{ label: 'More' }]] },
    ]);
    expect(parts[0]).toMatchObject({ ask: undefined });
    expect(parts[1]).toMatchObject({ replyTo: undefined });
  });

  it('are cut in a menu, which is one message', () => {
    const [menu, ...others] = worded({
      kind: 'slot',
      slot: 'm',
      version: 1,
      lines: [said('a '.repeat(60))],
      buttons: [],
    });
    expect(others).toEqual([]);
    expect(menu).toMatchObject({ kind: 'slot', version: 1 });
    expect((menu as { text: { text: string } }).text.text.length).toBeLessThanOrEqual(LIMITS.maxText);
  });

  it('are in the reader’s language, English where there is none', () => {
    const lost = { kind: 'say', lines: [phrase('file.failed', { name: 'a.log' })], buttons: [] } as const;
    const text = (language: string) =>
      (worded({ ...lost, lines: [...lost.lines], buttons: [] }, language)[0] as { text: { text: string } }).text.text;
    expect(text('ru-RU')).toMatch(/[а-я]/);
    expect(text('tlh')).toBe(text('en'));
  });

  it('of a file are ready for when it does not come', () => {
    const file = { ref: '1', name: 'dump.log', size: 60 * 1_048_576 };
    expect(worded({ kind: 'file', file, caption: [] })).toMatchObject([
      {
        tooBig: { text: '📎 dump.log (60 MB) is too big for Telegram.' },
        failed: { text: '📎 dump.log did not come through.' },
      },
    ]);
  });

  it('of a file too big to show say where it is', () => {
    const file = { ref: '1', name: 'dump.log', size: 60 * 1_048_576 };
    const issue = { label: '#4318', title: 'The shop is slow', url: 'https://redmine.test/issues/4318' };
    const [sending] = worded({ kind: 'file', file, caption: [], issue });
    expect(sending).toMatchObject({
      tooBig: {
        text: '📎 dump.log (60 MB) is too big for Telegram.\nIt is on The shop is slow #4318.',
        marks: expect.arrayContaining([expect.objectContaining({ kind: 'link', value: issue.url })]),
      },
    });
  });

  it('of a notice fit into it', () => {
    const [toast] = worded({ kind: 'answer-press', press: 'p', toast: said('Longer than that') });
    expect((toast as { toast: string }).toast.length).toBeLessThanOrEqual(LIMITS.maxToast);
  });

  it('of a press on what nothing comes of answer it, and take the buttons away', () => {
    const spent = messageId('7');
    expect(worded({ kind: 'answer-press', press: 'p', spent })).toEqual([
      { kind: 'answer-press', press: 'p', toast: undefined },
      { kind: 'remove-buttons', message: spent },
    ]);
  });
});
