import { describe, expect, it } from '@jest/globals';
import { messageId, type Outcome } from '#contracts';
import { commented, created, issue, refused, waiting } from '../rehearsal/answers.js';
import { PRIVATE_CHAT } from '../rehearsal/desk.js';
import type { DeskOptions } from './options.js';
import { Rehearsal, file } from '../rehearsal/rehearsal.js';

const SHOP = issue(4318, 'The shop is slow');

async function firstWords(options: Partial<DeskOptions> = {}) {
  const chat = new Rehearsal({ links: [], options: { unknownPeople: 'allow', ...options } });
  const words = await chat.write('The shop is slow. Please help.');
  await chat.wait(1_000);
  return { chat, words };
}

describe('people nobody needs to know', () => {
  it('are asked nothing: their first words are an issue under the desk’s own account', async () => {
    const { chat, words } = await firstWords();
    expect(chat.sent).toMatchObject([
      {
        key: PRIVATE_CHAT,
        acting: { kind: 'shared' },
        action: { kind: 'create', subject: 'The shop is slow', project: 'shop' },
      },
    ]);
    expect(chat.screen.reactions.get(words)).toBe('taken');
    await chat.answer(created(SHOP));
    expect(chat.text()).toBe('✅ We have it. Someone answers here; you can simply go on writing.');
    expect(chat.screen.reactions.get(words)).toBe('saved');
  });

  it('see by a sign that their words are there, also where they were told to wait', async () => {
    const { chat, words } = await firstWords();
    await chat.answer(waiting);
    expect(chat.screen.reactions.get(words)).toBe('taken');
    await chat.answer(created(SHOP));
    expect(chat.screen.reactions.get(words)).toBe('saved');
  });

  it('see by a sign what became of words whose dialog is gone', async () => {
    const { chat, words } = await firstWords();
    const sent = chat.sent.at(-1);
    await chat.answer(created(SHOP), sent);
    await chat.answer({ kind: 'given-up', reason: { kind: 'too-long-down' } }, sent);
    expect(chat.screen.reactions.get(words)).toBe('none');
    await chat.answer(created(SHOP), sent);
    expect(chat.screen.reactions.get(words)).toBe('saved');
  });

  it('go on with the same issue, also before it exists', async () => {
    const { chat } = await firstWords();
    const creation = chat.sent.at(-1);
    await chat.write('It is urgent');
    await chat.wait(1_000);
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'comment', target: { createdBy: creation?.id } });
    await chat.answer(created(SHOP), creation);
    const more = await chat.write('Still there?');
    await chat.wait(1_000);
    const target = { issue: '4318', createdBy: creation?.id };
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'comment', target });
    await chat.answer(commented(SHOP));
    expect(chat.screen.reactions.get(more)).toBe('saved');
  });

  it('have their words in order, though those of a reply are whole sooner', async () => {
    const { chat } = await firstWords();
    await chat.answer(created(SHOP));
    const result = chat.screen.last?.message ?? messageId('none');
    await chat.write('Two photos', { files: [file('1.png')], album: 'photos' });
    await chat.wait(500);
    await chat.write('Look at the second', { replyTo: result, answersChannel: true });
    await chat.wait(2_000);
    expect(chat.sentOf('comment').map(({ action }) => action)).toMatchObject([
      { words: { text: { text: 'Two photos' } } },
      { words: { text: { text: 'Look at the second' } } },
    ]);
  });

  it('have them in order, too, where a reply is whole because no more fits into it', async () => {
    const { chat } = await firstWords({ maxParts: 2 });
    await chat.answer(created(SHOP));
    const result = chat.screen.last?.message ?? messageId('none');
    await chat.write('Two photos', { files: [file('1.png')], album: 'photos' });
    for (const words of ['One', 'Two', 'Three']) await chat.write(words, { replyTo: result, answersChannel: true });
    expect(chat.sentOf('comment').map(({ action }) => action)).toMatchObject([
      { words: { text: { text: 'Two photos' } } },
      { words: { text: { text: 'One\n\nTwo' } } },
    ]);
  });

  it('begin a new issue once that one is closed', async () => {
    const { chat } = await firstWords();
    await chat.answer(created(SHOP));
    await chat.write('Thanks');
    await chat.wait(1_000);
    await chat.answer(commented({ ...SHOP, closed: true }));
    await chat.write('Something new');
    await chat.wait(1_000);
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'create', subject: 'Something new' });
  });

  it('begin a new issue when that one takes no more words', async () => {
    const { chat } = await firstWords();
    await chat.answer(created(SHOP));
    await chat.write('Thanks');
    await chat.wait(1_000);
    await chat.answer(refused('Issue is closed'));
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'create', words: { text: { text: 'Thanks' } } });
  });

  it('keep their words when no issue can be made of them, and may send them again', async () => {
    const { chat } = await firstWords();
    await chat.answer(refused('Project is closed'));
    expect(chat.text()).toBe(
      'Not saved. Redmine: “Project is closed”\nYour text is kept here:\n💬 «The shop is slow. Please help.»',
    );
    await chat.press('Try again');
    expect(chat.sentOf('create')).toHaveLength(2);
  });

  it('keep their words, all together, when the tracker was away for too long', async () => {
    const { chat } = await firstWords();
    const creation = chat.sent.at(-1);
    await chat.write('It is urgent');
    await chat.wait(1_000);
    const gone: Outcome = { kind: 'given-up', reason: { kind: 'too-long-down' } };
    await chat.answer(gone, creation);
    await chat.answer(gone, chat.sent.at(-1));
    expect(chat.text()).toContain('💬 «The shop is slow. Please help. It is urgent»');
    expect(chat.sent).toHaveLength(2);
  });

  it('are told when it has to wait', async () => {
    const { chat } = await firstWords();
    await chat.answer(waiting);
    expect(chat.text()).toContain('⏳ Kept: The shop is slow.');
    await chat.answer(created(SHOP));
    expect(chat.text()).toContain('The shop is slow #4318 now.');
  });

  it('see no one’s issues, whatever they press', async () => {
    const { chat } = await firstWords();
    await chat.answer(refused('Project is closed'));
    const token = chat.screen.last?.buttons[0]?.[0]?.token ?? '';
    await chat.pressToken(token.replace('.new', '.choose'));
    expect(chat.sentOf('find-issues')).toEqual([]);
  });

  it('may still connect an account', async () => {
    const { chat } = await firstWords();
    await chat.bot('start');
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'prove-link' });
    await chat.write('Anyone?');
    await chat.wait(1_000);
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'comment' });
  });
});
