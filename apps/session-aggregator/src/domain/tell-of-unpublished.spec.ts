import { describe, expect, it } from '@jest/globals';
import { makeRecord, type TopicRecord } from '#contracts';
import { ANNA, PRIVATE_CHAT } from '../rehearsal/desk.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';
import { tellOfUnpublished } from './tell-of-unpublished.js';

const isOutcome = (record: TopicRecord): record is Extract<TopicRecord<'session-events'>, { kind: 'outcome.v1' }> =>
  record.kind === 'outcome.v1';

describe('what is too large for the log', () => {
  it('comes back to its person where it is a command, who may send it again', async () => {
    const chat = new Rehearsal();
    await chat.write('The shop is slow');
    await chat.wait(1_000);
    await chat.press('New issue');
    await chat.press('Create');
    const command = chat.records.findLast(({ kind }) => kind === 'command.v1') as TopicRecord;
    const told = tellOfUnpublished(command, chat.now);
    expect(tellOfUnpublished(command, chat.now)).toEqual(told);
    expect(told.map(({ topic, key }) => [topic, key])).toEqual([['session-events', PRIVATE_CHAT]]);
    for (const record of told.filter(isOutcome)) await chat.take(record);
    expect(chat.text()).toContain('I could not create «The shop is slow».');
    expect(chat.session()?.dialogs).toMatchObject([{ parts: [{ text: { text: 'The shop is slow' } }] }]);
    expect(chat.labels()?.flat()).toContain('New issue');
  });

  it('is told to whoever it was to be shown, in their language and nothing else of it', () => {
    const to = { desk: 'acme', chat: PRIVATE_CHAT, reader: ANNA, language: 'ru' };
    const lines = [{ key: 'dialog.where', with: { words: 'x'.repeat(1_000) } }];
    const body = { ...to, what: { kind: 'slot', slot: 's', version: 1, lines, buttons: [] } } as never;
    const fields = { key: PRIVATE_CHAT, at: 1_000, causes: ['a'], ordinal: 0, body };
    const [told, ...more] = tellOfUnpublished(makeRecord('deliveries', 'delivery.v1', fields), 2_000);
    expect(more).toEqual([]);
    expect(told).toMatchObject({ topic: 'deliveries', key: PRIVATE_CHAT, at: 2_000, body: to });
    expect(told?.body).toMatchObject({ what: { kind: 'say', lines: [{ key: 'lost.news' }] } });
  });

  it('is told to nobody where it is an answer to a doubt', () => {
    const body = { action: { kind: 'settle-doubt' }, chat: PRIVATE_CHAT, messages: [] } as never;
    const fields = { key: 'k', at: 1_000, causes: ['a'], ordinal: 0, body };
    expect(tellOfUnpublished(makeRecord('tracker-work', 'command.v1', fields), 2_000)).toEqual([]);
  });
});
