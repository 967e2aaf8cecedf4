import { expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { calling, errorOf, late, sending, shownTo, words, type Setting } from '../setting.js';

const WORDS = 'The upstream is full';

export function refusalPromises(setting: () => Setting): void {
  const newChat = () => {
    const anna = setting().newPerson('Anna');
    anna.say('hello');
    return { ...setting(), anna, send: () => setting().adapter.send(sending(), anna.chat, words(WORDS)) };
  };

  it('says who the channel is', async () => {
    expect(await setting().adapter.me(calling())).toEqual({
      id: expect.stringMatching(/./),
      name: expect.stringMatching(/./),
      link: expect.stringMatching(/^https:\/\//),
    });
  });

  it('says so when its credential is not accepted', async () => {
    const { adapterFor, wrongCredential } = setting();
    const stranger = adapterFor(wrongCredential);
    expect(await errorOf(stranger.me(calling()))).toMatchObject({ kind: 'unauthorized' });
    await stranger.close();
  });

  it('says so when a person has blocked it, or the chat is not there', async () => {
    const { adapter, anna, send, unknownChat } = newChat();
    anna.block();
    expect(await errorOf(send())).toMatchObject({ kind: 'blocked' });
    expect(await errorOf(adapter.send(sending(), unknownChat, words(WORDS)))).toMatchObject({ kind: 'blocked' });
  });

  it('says when to come back when it is throttled', async () => {
    const { faults, anna, send } = newChat();
    faults.next({ kind: 'throttled', retryAfterMs: 7_000 });
    expect(await errorOf(send())).toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 });
    expect(shownTo(anna)).toEqual([]);
  });

  it.each([
    ['the server broke', { kind: 'broken' }, 0],
    ['its connection was cut before the server acted', { kind: 'cut-before' }, 0],
    ['its connection was cut after the server acted', { kind: 'cut-after' }, 1],
  ] as const)('cannot tell whether it was sent when %s', async (_, fault, shown) => {
    const { faults, anna, send } = newChat();
    faults.next(fault);
    expect(await errorOf(send())).toMatchObject({ kind: 'ambiguous' });
    expect(shownTo(anna)).toHaveLength(shown);
  });

  it('sends nothing once its time has passed, and says no more than that', async () => {
    const { adapter, anna } = newChat();
    expect(await errorOf(adapter.send(late(), anna.chat, words(WORDS)))).toMatchObject({ kind: 'late' });
    expect(shownTo(anna)).toEqual([]);
  });

  it('sends nothing once it was called off, and says no more than that', async () => {
    const { adapter, anna } = newChat();
    const call = adapter.send(sending(AbortSignal.abort()), anna.chat, words(WORDS));
    expect(await errorOf(call)).toMatchObject({ kind: 'late' });
    expect(shownTo(anna)).toEqual([]);
  });

  it('keeps its credential and the person’s words out of every error', async () => {
    const { faults, secret, send, anna } = newChat();
    const errors = [];
    for (const kind of ['broken', 'cut-before', 'cut-after'] as const) {
      faults.next({ kind });
      errors.push(await errorOf(send()));
    }
    anna.block();
    errors.push(await errorOf(send()));
    const told = inspect(errors, { depth: 10, showHidden: true });
    expect(told).not.toContain(secret);
    expect(told).not.toContain(WORDS);
  });
}
