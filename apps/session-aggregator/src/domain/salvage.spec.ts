import { describe, expect, it } from '@jest/globals';
import { sessionKey } from '#contracts';
import { ANNA, PRIVATE_CHAT } from '../rehearsal/desk.js';
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
