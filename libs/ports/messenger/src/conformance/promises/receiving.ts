import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RECEIVED_AT, WHERE, calling, isIn, sending, words, type Setting } from '../setting.js';
import { Update, chatKey, userKey } from '#contracts';

export function receivingPromises(setting: () => Setting): void {
  it('tells what a person said, who and where they are, and when', async () => {
    const { newPerson, hears } = setting();
    const anna = newPerson('Anna');
    const message = anna.say('The shop answers 502 😀');
    const update = await hears(({ chat }) => isIn(anna.chat, chat));
    expect(update).toMatchObject({
      chat: chatKey(WHERE.desk, WHERE.channel, anna.chat),
      chatKind: 'private',
      sender: { user: userKey(WHERE.desk, WHERE.channel, anna.user), name: 'Anna' },
      receivedAt: RECEIVED_AT,
      what: { kind: 'message', message, text: { text: 'The shop answers 502 😀' }, files: [] },
    });
    expect(Update.safeParse(update).success).toBe(true);
  });

  it('tells which message another answers to', async () => {
    const { newPerson, hears } = setting();
    const anna = newPerson('Anna');
    const first = anna.say('The shop is down.');
    const second = anna.say('It is up again.', first);
    const { what } = await hears(
      (update) => 'message' in update.what && isIn(anna.chat, update.chat) && update.what.message === second,
    );
    expect(what).toMatchObject({ replyTo: first });
  });

  it('tells whether what a message answers to is the channel’s own', async () => {
    const { adapter, newPerson, hears } = setting();
    const anna = newPerson('Anna');
    const own = anna.say('hello');
    const news = await adapter.send(sending(), anna.chat, words('The shop is up again.'));
    const [toNews, toOwn] = [anna.say('Thank you', news), anna.say('hello?', own)];
    const heard = async (message: string) =>
      (await hears(({ chat, what }) => isIn(anna.chat, chat) && 'message' in what && what.message === message)).what;
    expect(await heard(toNews)).toMatchObject({ replyTo: news, answersChannel: true });
    expect(await heard(toOwn)).not.toMatchObject({ answersChannel: true });
  });

  it('tells a command and what stands behind it', async () => {
    const { newPerson, hears } = setting();
    const anna = newPerson('Anna');
    anna.say('/start K7QF-2M9X');
    const { what } = await hears(({ chat }) => isIn(anna.chat, chat));
    expect(what).toMatchObject({ kind: 'message', command: { name: 'start', args: 'K7QF-2M9X' } });
  });

  it('tells what a message was changed to', async () => {
    const { newPerson, hears } = setting();
    const anna = newPerson('Anna');
    const message = anna.say('The shop is dwon.');
    anna.edit(message, 'The shop is down.');
    const { what } = await hears((update) => isIn(anna.chat, update.chat) && update.what.kind === 'edited');
    expect(what).toMatchObject({ kind: 'edited', message, text: { text: 'The shop is down.' } });
  });

  it('tells when a person blocks the channel, and when they come back', async () => {
    const { newPerson, hears } = setting();
    const anna = newPerson('Anna');
    anna.say('hello');
    anna.block();
    const membership = (status: string) =>
      hears(({ chat, what }) => isIn(anna.chat, chat) && what.kind === 'membership' && what.status === status);
    await membership('blocked');
    anna.unblock();
    await membership('present');
  });

  it('names what it cannot carry', async () => {
    const { newPerson, hears } = setting();
    const anna = newPerson('Anna');
    const message = anna.sendPoll();
    const { what } = await hears(({ chat }) => isIn(anna.chat, chat));
    expect(what).toMatchObject({ kind: 'message', message, unsupported: 'poll' });
  });

  it('streams a person’s file with its name, size and bytes', async () => {
    const { adapter, newPerson, hears } = setting();
    const anna = newPerson('Anna');
    const bytes = Buffer.from('line 1\nline 2\n'.repeat(10_000));
    anna.sendFile({ name: 'server.log', mime: 'text/plain', bytes, caption: 'the log' });
    const { what } = await hears(({ chat }) => isIn(anna.chat, chat));
    expect(what).toMatchObject({
      text: { text: 'the log' },
      files: [{ name: 'server.log', mime: 'text/plain', size: bytes.length }],
    });
    const [file] = what.kind === 'message' ? what.files : [];
    if (!file) throw new Error('The message came without its file.');
    const read = await (await adapter.openFile(calling(), file)).toArray();
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
  });

  it('gives an update again until it is confirmed, under the same id, and never after', async () => {
    const { adapter, newPerson } = setting();
    const idsOf = (raw: readonly unknown[]) => raw.map((one) => adapter.normalise(one, RECEIVED_AT)?.id);
    newPerson('Anna').say('hello');
    const first = await adapter.poll(calling(), undefined, 1_000);
    // Asked twice in a row, a messenger may give fewer at a time.
    const again = await adapter.poll(calling(), undefined, 1_000);
    expect(again.raw.length).toBeGreaterThan(0);
    expect(idsOf(first.raw).slice(0, again.raw.length)).toEqual(idsOf(again.raw));
    newPerson('Mark').say('good morning');
    const next = await adapter.poll(calling(), first.last, 1_000);
    expect(idsOf(next.raw)).toHaveLength(1);
    expect(idsOf(first.raw)).not.toContain(idsOf(next.raw)[0]);
  });

  it('ignores an update of a kind it does not know by name, and what is no update at all', () => {
    const { adapter, strangeUpdate } = setting();
    expect(adapter.normalise(strangeUpdate, RECEIVED_AT)).toEqual({
      id: expect.any(String),
      ignored: expect.any(String),
    });
    for (const none of [undefined, null, {}, [], 'text', 7])
      expect(adapter.normalise(none, RECEIVED_AT)).toBeUndefined();
  });

  it('never throws, whatever it is given as an update', () => {
    const { adapter } = setting();
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        adapter.normalise(raw, RECEIVED_AT);
      }),
    );
  });
}
