import { expect, it } from '@jest/globals';
import { messageId, type RichText } from '#contracts';
import { errorOf, sending, shownTo, words, type Setting } from '../setting.js';

export function sendingPromises(setting: () => Setting): void {
  const newChat = () => {
    const person = setting().newPerson('Anna');
    return { ...setting(), anna: person, said: person.say('hello') };
  };

  it('shows words with their marks, counted in UTF-16 units, and says which message it became', async () => {
    const { adapter, anna } = newChat();
    const text: RichText = {
      text: '😀 The shop answers 502',
      marks: [
        { kind: 'link', start: 3, end: 11, value: 'https://redmine.example/issues/7' },
        { kind: 'bold', start: 7, end: 11 },
        { kind: 'code', start: 20, end: 23 },
      ],
    };
    const id = await adapter.send(sending(), anna.chat, { text, buttons: [] });
    expect(shownTo(anna)).toMatchObject([{ id, text: text.text, marks: text.marks }]);
  });

  it('reads no markup in words', async () => {
    const { adapter, anna } = newChat();
    const text = '<b>bold</b> &amp; *stars* _lines_ `code` [a](http://b.example) <script>';
    await adapter.send(sending(), anna.chat, words(text));
    expect(shownTo(anna)).toMatchObject([{ text, marks: [] }]);
  });

  it.each(['/issues/12', 'http://localhost:3000/', 'http://wiki/Start', 'ftp://files.example/a', 'event', ''])(
    'shows the words of a link to %s, which it cannot open',
    async (value) => {
      const { adapter, anna } = newChat();
      const text: RichText = { text: 'See here', marks: [{ kind: 'link', start: 4, end: 8, value }] };
      const id = await adapter.send(sending(), anna.chat, { text, buttons: [] });
      await adapter.edit(sending(), anna.chat, id, { text: { ...text, text: 'See this' }, buttons: [] });
      expect(shownTo(anna)).toMatchObject([{ text: 'See this', marks: [] }]);
    },
  );

  it('shows buttons in their rows', async () => {
    const { adapter, anna } = newChat();
    const buttons = [
      [{ label: 'Create', token: 'a' }],
      [
        { label: 'Back', token: 'b' },
        { label: 'Open', url: 'https://redmine.example/' },
      ],
    ];
    await adapter.send(sending(), anna.chat, words('New issue', { buttons }));
    const labels = shownTo(anna)[0]?.buttons.map((row) => row.map(({ label }) => label));
    expect(labels).toEqual([['Create'], ['Back', 'Open']]);
  });

  it('answers to a message, and says it all the same when that message is gone', async () => {
    const { adapter, anna, said } = newChat();
    await adapter.send(sending(), anna.chat, words('first', { replyTo: messageId(said) }));
    anna.delete(said);
    await adapter.send(sending(), anna.chat, words('second', { replyTo: messageId(said) }));
    expect(shownTo(anna).map(({ text, replyTo }) => [text, replyTo])).toEqual([
      ['first', said],
      ['second', undefined],
    ]);
  });

  it('opens the answer field when it asks', async () => {
    const { adapter, anna } = newChat();
    await adapter.send(sending(), anna.chat, words('What shall it be called?', { ask: true }));
    await adapter.send(sending(), anna.chat, words('Thank you.'));
    expect(shownTo(anna).map(({ asks }) => asks)).toEqual([true, false]);
  });

  it('takes the longest message it promises, and rejects a longer one', async () => {
    const { adapter, anna } = newChat();
    const longest = 'x'.repeat(adapter.capabilities.maxText);
    await adapter.send(sending(), anna.chat, words(longest));
    expect(await errorOf(adapter.send(sending(), anna.chat, words(`${longest}x`)))).toMatchObject({ kind: 'rejected' });
    expect(shownTo(anna).map(({ text }) => text.length)).toEqual([longest.length]);
  });

  it('keeps the order in which it was asked', async () => {
    const { adapter, anna } = newChat();
    for (const text of ['one', 'two', 'three']) await adapter.send(sending(), anna.chat, words(text));
    expect(shownTo(anna).map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  });
}
