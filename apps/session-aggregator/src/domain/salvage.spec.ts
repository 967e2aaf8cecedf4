import { describe, expect, it } from '@jest/globals';
import { messageId, sessionKey } from '#contracts';
import { ANNA, GROUP_CHAT, PRIVATE_CHAT } from '../rehearsal/desk.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';

const KEY = sessionKey(PRIVATE_CHAT, ANNA);

/** A chat whose stored session was changed by hand. */
async function withStored(change: (stored: Record<string, never>) => unknown) {
  const chat = new Rehearsal();
  await chat.write('The shop is slow');
  await chat.wait(1_000);
  const stored = chat.lane.states.get(KEY);
  const json = JSON.stringify(change(JSON.parse(stored?.json ?? '{}')));
  chat.lane.states.set(KEY, { json, dueAt: undefined });
  return { chat, json };
}

describe('a stored session that does not parse', () => {
  it.each([
    ['an unknown version', (stored: object) => ({ ...stored, v: 99 })],
    [
      'a phase nobody knows',
      (stored: { dialogs: object[] }) => ({
        ...stored,
        dialogs: stored.dialogs.map((dialog) => ({ ...dialog, phase: { kind: 'dancing' } })),
      }),
    ],
    ['half of itself missing', ({ dialogs }: { dialogs: object[] }) => ({ dialogs })],
  ])('because of %s keeps its words', async (_why, change) => {
    const { chat } = await withStored(change as (stored: Record<string, never>) => unknown);
    await chat.write('and dark');
    await chat.wait(1_000);
    expect(chat.text()).toBe('Where does this belong?\n💬 «The shop is slow and dark»');
  });

  it('is put aside as it was', async () => {
    const { chat, json } = await withStored(() => ({ something: 'else' }));
    await chat.bot('help');
    expect(chat.lane.states.get(`${KEY}|unreadable`)?.json).toBe(json);
    expect(chat.session()?.dialogs).toEqual([]);
  });
});

/** A stranger whose words stand in a session of this chat that nobody can read, and whose window ends then. */
async function strangerIn(place: typeof GROUP_CHAT) {
  const chat = new Rehearsal({ links: [], chat: place });
  chat.lane.correlation.apply([{ kind: 'about', row: { chat: place, message: messageId('hello'), direction: 'out' } }]);
  await chat.write('The shop is slow', { replyTo: messageId('hello') });
  const key = sessionKey(place, ANNA);
  const stored = chat.lane.states.get(key);
  const json = JSON.stringify({ ...JSON.parse(stored?.json ?? '{}'), v: 99 });
  chat.lane.states.set(key, { json, dueAt: stored?.dueAt });
  await chat.wait(1_000);
  return chat;
}

describe('the end of a window of a session that does not parse', () => {
  it('shows a group no code', async () => {
    const chat = await strangerIn(GROUP_CHAT);
    expect(chat.sent).toEqual([]);
    expect(chat.text()).toContain('Please write to me in a private chat to connect your account');
    expect(chat.text()).toContain('«The shop is slow»');
  });

  it('shows one in a private chat', async () => {
    const chat = await strangerIn(PRIVATE_CHAT);
    expect(chat.sentOf('prove-link')).toHaveLength(1);
    expect(chat.text()).toContain('«The shop is slow»');
  });
});
