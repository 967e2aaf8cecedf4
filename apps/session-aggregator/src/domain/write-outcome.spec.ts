import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '#contracts';
import { commented, created, found, issue, refused, waiting } from '../rehearsal/answers.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';

const SHOP = issue(4318, 'The shop is slow');
const MEGABYTE = 1_048_576;
const tooLong: Outcome = { kind: 'given-up', reason: { kind: 'too-long-down' } };

async function creating() {
  const chat = new Rehearsal();
  const words = await chat.write('The shop is slow');
  await chat.wait(1_000);
  await chat.press('New issue');
  await chat.press('Create');
  return { chat, words, creation: chat.sent.at(-1) };
}

describe('a write that was saved', () => {
  it('in part says what is missing and why', async () => {
    const { chat } = await creating();
    await chat.answer(created(SHOP, [{ what: 'dump.exe', why: 'File extension .exe is not allowed' }]));
    expect(chat.text()).toContain('created as #4318');
    expect(chat.text()).toContain('⚠️ On #4318, but without dump.exe: “File extension .exe is not allowed”');
  });

  it('in part lists what is missing when it is more than one thing', async () => {
    const { chat } = await creating();
    await chat.answer(created(SHOP, [{ what: 'a.exe', why: 'not allowed' }, { what: 'priority' }]));
    expect(chat.text()).toContain('⚠️ On #4318, but without:\na.exe: “not allowed”\nthe priority chosen');
  });

  it('without a file that is too big says whose limit it is, and where the rest is', async () => {
    const { chat } = await creating();
    const trouble = { kind: 'too-big', size: 48 * MEGABYTE, limit: 20 * MEGABYTE, messenger: 'Telegram' } as const;
    await chat.answer(created(SHOP, [{ what: 'backup.tar', trouble }]));
    expect(chat.text()).toContain(
      '📎 backup.tar (48 MB) did not come through: Telegram gives bots at most 20 MB.\nThe rest is on #4318.',
    );
  });

  it('tells files that did not come as far as the tracker apart from what it did not keep', async () => {
    const { chat } = await creating();
    const tooBig = { kind: 'too-big', size: 9 * MEGABYTE, limit: 5 * MEGABYTE } as const;
    await chat.answer(
      created(SHOP, [
        { what: 'a.tar', trouble: tooBig },
        { what: 'b.png', trouble: { kind: 'not-handed-over' } },
        { what: 'c.exe', why: 'not allowed' },
      ]),
    );
    expect(chat.text()).toContain(
      '📎 a.tar (9 MB) did not come through: Redmine takes at most 5 MB.\n📎 b.png did not come through.\n⚠️ On #4318, but without c.exe: “not allowed”',
    );
  });

  it('after waiting is told with the time of its words', async () => {
    const { chat } = await creating();
    await chat.answer(waiting);
    expect(chat.text()).toBe(
      '⏳ Kept: The shop is slow. Redmine does not answer right now. I create this as soon as it does, and tell you.',
    );
    await chat.answer(created(SHOP));
    expect(chat.text()).toMatch(/^✅ Your words of .* are The shop is slow #4318 now\.$/);
  });
});

describe('a write that was refused', () => {
  it('for its only file names the file and the limit', async () => {
    const { chat } = await creating();
    const trouble = { kind: 'too-big', size: 48 * MEGABYTE, limit: 20 * MEGABYTE, messenger: 'Telegram' } as const;
    await chat.answer({ kind: 'rejected', reason: { kind: 'refused', dropped: [{ what: 'backup.tar', trouble }] } });
    expect(chat.text()).toContain('Not saved. 📎 backup.tar (48 MB) did not come through');
  });

  it('gives its words back, with what had been chosen for the issue', async () => {
    const { chat } = await creating();
    await chat.answer(refused('Subject is too boring'));
    expect(chat.text()).toContain('Not saved. Redmine: “Subject is too boring”');
    await chat.press('New issue');
    expect(chat.text()).toContain('Web shop');
    await chat.press('Create');
    expect(chat.sentOf('create')).toHaveLength(2);
  });

  it('does not come between the person and what they are writing now', async () => {
    const { chat, creation } = await creating();
    await chat.write('Something else');
    await chat.wait(1_000);
    await chat.answer(refused('No'), creation);
    expect(chat.text()).toContain('«The shop is slow»');
    await chat.write('and more of it');
    expect(chat.text()).toBe('Where does this belong?\n💬 «Something else and more of it»');
  });

  it('is no longer proposed as the place for other words', async () => {
    const { chat, creation } = await creating();
    await chat.write('Something else');
    await chat.wait(1_000);
    expect(chat.labels()?.[0]).toEqual(['To The shop is slow']);
    await chat.answer(refused('No'), creation);
    const [, menu] = chat.screen.slots.values();
    expect(menu?.buttons[0]?.map(({ label }) => label)).toEqual(['Choose an issue', 'New issue']);
  });
});

describe('a write that was given up', () => {
  it('takes along the comments meant for it, as one question', async () => {
    const { chat, words, creation } = await creating();
    const reply = await chat.write('See the log', { replyTo: words });
    await chat.wait(1_000);
    const comment = chat.sent.at(-1);
    await chat.answer(tooLong, creation);
    await chat.answer(tooLong, comment);
    expect(chat.screen.slots.size).toBe(1);
    expect(chat.text()).toContain('Redmine has not answered for too long.');
    expect(chat.text()).toContain('💬 «The shop is slow See the log»');
    await chat.press('New issue');
    await chat.press('Create');
    expect(chat.sent.at(-1)?.messages).toEqual([words, reply]);
  });

  it('and saved after all, by a replay, is told all the same', async () => {
    const { chat, words, creation } = await creating();
    await chat.answer(tooLong, creation);
    expect(chat.text()).toContain('Where does this belong?');
    await chat.answer(created(SHOP), creation);
    expect(chat.labels()).toEqual([]);
    expect(chat.screen.said[0]).toContain('created as #4318');
    expect([...chat.screen.told.keys()]).toEqual([words]);
  });
});

describe('a write in doubt', () => {
  const doubt: Outcome = { kind: 'doubt', found: 'The shop is slo' };

  it('shows both texts, and sends the person’s word where the write went', async () => {
    const { chat, creation } = await creating();
    await chat.answer(doubt);
    expect(chat.text()).toBe(
      '⚠️ Did this arrive? Redmine broke off while saving.\nThe last there from you: «The shop is slo»\nYours was: «The shop is slow»',
    );
    expect(chat.labels()).toEqual([['Yes, that is it'], ['No, send it again']]);
    await chat.press('No, send it again');
    expect(chat.sent.at(-1)).toMatchObject({
      key: creation?.key,
      action: { kind: 'settle-doubt', command: creation?.id, arrived: false },
    });
    await chat.answer(created(SHOP), creation);
    expect(chat.text()).toContain('created as #4318');
  });

  it('is settled once, however often it is pressed', async () => {
    const { chat } = await creating();
    await chat.answer(doubt);
    const token = chat.screen.last?.buttons[0]?.[0]?.token ?? '';
    await chat.pressToken(token);
    await chat.pressToken(token);
    expect(chat.sentOf('settle-doubt')).toHaveLength(1);
  });

  it('leaves new words to a new utterance', async () => {
    const { chat } = await creating();
    await chat.answer(doubt);
    await chat.write('Hello?');
    await chat.wait(1_000);
    expect(chat.text()).toContain('Where does this belong?\n💬 «Hello?»');
  });
});

describe('outcomes', () => {
  it('meet their own words in whatever order they come', async () => {
    const chat = new Rehearsal();
    const sent = [];
    for (const word of ['one', 'two']) {
      await chat.write(word);
      await chat.wait(1_000);
      await chat.press('Choose an issue');
      await chat.answer(found([issue(1, 'First'), issue(2, 'Second')]));
      await chat.press(word === 'one' ? '#1 First' : '#2 Second');
      sent.push(chat.sent.at(-1));
    }
    await chat.answer(commented(issue(2, 'Second')), sent[1]);
    expect(chat.text()).toBe('✅ Added to Second #2');
    await chat.answer(commented(issue(1, 'First')), sent[0]);
    expect(chat.text()).toBe('✅ Added to First #1');
  });
});
