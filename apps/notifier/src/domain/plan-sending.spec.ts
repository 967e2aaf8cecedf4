import { describe, expect, it } from '@jest/globals';
import { channelId, chatKey, deskId, makeRecord, messageId, type Showing, userKey, whoseOf } from '#contracts';
import { phrase } from '#wording';
import { planSending } from './plan-sending.js';

const [desk, channel] = [deskId('acme'), channelId('bot')];
const chat = chatKey(desk, channel, '7');
const CAPABILITIES = {
  maxText: 30,
  maxCaption: 10,
  maxDownload: 1,
  maxUpload: 1,
  maxToast: 200,
  edits: true,
  reactions: true,
  rates: { chatPerSecond: 1, groupPerMinute: 20, channelPerSecond: 30 },
};
const CHANNEL = { messenger: 'Telegram', capabilities: CAPABILITIES };
const long: Showing = {
  kind: 'say',
  lines: [phrase('news.description', { words: 'One sentence here. Another sentence there.' })],
  buttons: [],
};

function plan(what: Showing, reader = '7', known = true) {
  const body = { desk, chat, reader: userKey(desk, channel, reader), language: 'en', what };
  const record = makeRecord('deliveries', 'delivery.v1', { key: chat, at: 1_000, causes: ['c'], ordinal: 0, body });
  return { record, work: planSending({ ...record, body }, known ? CHANNEL : undefined).newWork ?? [] };
}

describe('the sendings of a delivery', () => {
  it('are the same when planned again, the first by the record’s own id', () => {
    const { record, work } = plan(long);
    expect(work).toHaveLength(2);
    expect(work[0]?.id).toBe(record.id);
    expect(plan(long).work).toEqual(work);
    expect(new Set(work.map(({ id }) => id)).size).toBe(2);
  });

  it('keep the order of their chat, at their bot', () => {
    for (const work of plan(long).work)
      expect(work).toMatchObject({ orderKey: chat, endpoint: 'acme/bot', effect: true });
  });

  it('wait for nothing where a press is answered, for as long as someone waits for that', () => {
    const { record, work } = plan({ kind: 'answer-press', press: 'p' });
    expect(work).toMatchObject([
      { orderKey: record.id, endpoint: 'acme/bot/presses', effect: false, expiresAt: 61_000 },
    ]);
  });

  it('know a group by its readers having chats of their own', () => {
    const react: Showing = { kind: 'react', message: messageId(1), reaction: 'saved' };
    expect(plan(react).work[0]?.body).toMatchObject({ group: false });
    expect(plan(react, '8').work[0]?.body).toMatchObject({ group: true });
  });

  it('say whose they are, also in a group: by that they are found when their reader is erased', () => {
    for (const { body } of plan(long, '8').work)
      expect(whoseOf(body)).toEqual({ desk, chat, person: userKey(desk, channel, '8') });
  });

  it('wait in their place where this release has no words, or no channel, for them', () => {
    const strange: Showing = { kind: 'say', lines: [{ key: 'from.tomorrow' }], buttons: [] };
    expect(plan(strange).work).toMatchObject([{ kind: 'unworded', orderKey: chat }]);
    expect(plan(long, '7', false).work).toMatchObject([{ kind: 'unworded', orderKey: chat }]);
  });
});
