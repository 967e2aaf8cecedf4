import { expect, it } from '@jest/globals';
import { channelId, chatKey, deskId, sessionKey, userKey } from '#contracts';
import { holdsTrace } from './holds-trace.js';

const [acme, bot] = [deskId('acme'), channelId('telegram')];
const chat = (id: string) => chatKey(acme, bot, id);
const record = (key: string, body: unknown) => ({ key, value: Buffer.from(JSON.stringify({ id: 'x', body })) });
const group = chat('-100777');

it('a record is of a person by its key, by a key in it wherever it stands, by their id, and by words', () => {
  const holds = holdsTrace({ desk: acme, person: { channel: bot, user: '100200300' } }, ['a "blue" kettle', '']);
  const session = sessionKey(group, userKey(acme, bot, '100200300'));
  const theirs = [
    record(chat('100200300'), {}),
    record('account:acme/7', { command: { session } }),
    record(group, { reader: userKey(acme, bot, '100200300') }),
    record(group, { text: 'ask 100200300' }),
    record(group, { text: 'it is a "blue" kettle' }),
  ];
  expect(theirs.map(holds)).toEqual(theirs.map(() => true));
  const others = [
    record(chat('1002003001'), { text: 'a kettle' }),
    record(group, { chat: chat('9100200300') }),
    record(chatKey(acme, bot, '-100200300'), {}),
    { key: '', value: Buffer.from([0xff, 0xfe]) },
  ];
  expect(others.map(holds)).toEqual(others.map(() => false));
});

it('a record is of a desk by what lies under it and by its name, and not by one that begins alike', () => {
  const holds = holdsTrace({ desk: acme }, []);
  const theirs = [record(group, {}), record('account:acme/7', { desk: 'acme' }), record('acme', { desk: 'acme' })];
  expect(theirs.map(holds)).toEqual([true, true, true]);
  const other = deskId('acme-2');
  expect([record(chatKey(other, bot, '1'), { desk: other }), record('acme-2', {})].map(holds)).toEqual([false, false]);
});
