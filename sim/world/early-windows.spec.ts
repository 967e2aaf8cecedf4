import { describe, expect, it } from '@jest/globals';
import {
  channelId,
  chatKey,
  deskId,
  type Happening,
  makeRecord,
  messageId,
  plain,
  sessionKey,
  toBytes,
  type Update,
  userKey,
} from '#contracts';
import { MemoryBroker } from '#lane/log/memory';
import { virtualClock } from '#lane/rehearsal';
import { watchWindows } from './early-windows.js';

const where = [deskId('acme'), channelId('bot')] as const;
const chat = chatKey(...where, '1');
const user = userKey(...where, '1');
const window = sessionKey(chat, user);
const LONG_MS = 10_000;
const HERE = { lane: 0, node: 'node-1' };

/** A window that ends when its words are written: two messages, which have stood in the log for long. `silentMs`: since the last fetch; `unheard`: its end was written at once; `written`: with this serial, and its node heard. */
async function setUp({ silentMs = 0, unheard = false, written = 0 } = {}) {
  const clock = virtualClock();
  const broker = new MemoryBroker({ clock, lanes: 1 });
  const windows = watchWindows(clock, broker, () => true);
  const at = clock.now();
  windows.committed(HERE, { offset: 0, serial: 1 }, { states: [{ key: window, state: {}, dueAt: at }] });
  const records = ['1', '2'].map((id) => {
    const what: Happening = { kind: 'message', message: messageId(id), text: plain('It is broken.'), files: [] };
    const body: Update = { chat, chatKind: 'private', sender: { user, name: 'Anna' }, at, receivedAt: at, what };
    return makeRecord('session-events', 'update.v1', { key: chat, at, causes: [id], ordinal: 0, body });
  });
  broker
    .partition('session-events', 0)
    .append(records.map((record) => ({ id: record.id, topic: 'session-events', lane: 0, ...toBytes(record) })));
  if (unheard) windows.lost(HERE.lane, 2);
  if (written > 0) windows.wrote(HERE.lane, written);
  await clock.advance(LONG_MS - silentMs);
  windows.fetched(HERE);
  await clock.advance(silentMs);
  return windows;
}

const ENDED = { states: [{ key: window, state: {} }] };

describe('a window', () => {
  it('ended too early, by the wall, where words for it have long stood unread', async () => {
    const windows = await setUp();
    expect(windows.committed(HERE, { offset: 0, serial: 2 }, ENDED)).toEqual([expect.stringContaining('too early')]);
  });

  it('ended too early, by the wall, where its lane was not read for longer than a second', async () => {
    const [windows, others] = [await setUp({ silentMs: 2_000 }), sessionKey(chat, userKey(...where, '2'))];
    windows.committed(HERE, { offset: 0, serial: 1 }, { states: [{ key: others, state: {}, dueAt: 1 }] });
    expect(windows.committed(HERE, { offset: 0, serial: 1 }, { states: [{ key: others, state: {} }] })).toEqual([
      expect.stringContaining('after its lane was read'),
    ]);
  });

  it('ended when that was written, however late its node hears of it', async () => {
    const windows = await setUp({ unheard: true });
    expect(windows.committed(HERE, { offset: 0, serial: 3 }, ENDED)).toEqual([]);
  });

  it('ended when that was written, however long its node stood still before it heard', async () => {
    const windows = await setUp({ written: 2 });
    expect(windows.committed(HERE, { offset: 0, serial: 2 }, ENDED)).toEqual([]);
    const before = await setUp({ written: 1 });
    expect(before.committed(HERE, { offset: 0, serial: 2 }, ENDED)).toEqual([expect.stringContaining('too early')]);
  });

  it('may be ended by what is taken in, whatever rides along with that', async () => {
    const windows = await setUp();
    expect(windows.committed(HERE, { offset: 1, serial: 2 }, { published: ['acknowledged'] })).toEqual([]);
    expect(windows.committed(HERE, { offset: 1, serial: 2 }, ENDED)).toEqual([]);
  });
});
