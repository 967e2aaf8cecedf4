import { describe, expect, it } from '@jest/globals';
import { commented, found, issue, noAnswer } from '../rehearsal/answers.js';
import { ANNA, DESK } from '../rehearsal/desk.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';

const SHOP = issue(4312, 'Shop is slow');
const LOGIN = issue(4300, 'Nobody can log in');

async function choosing() {
  const chat = new Rehearsal();
  const words = await chat.write('See the log');
  await chat.wait(1_000);
  await chat.press('Choose an issue');
  return { chat, words };
}

describe('choosing an issue', () => {
  it('shows a page of those the person may see, asked in their own name', async () => {
    const { chat } = await choosing();
    expect(chat.sent.at(-1)).toMatchObject({
      acting: { kind: 'account', login: 'anna' },
      action: { kind: 'find-issues', page: 0, pageSize: 5 },
    });
    await chat.answer(found([SHOP, LOGIN], 0, 2));
    expect(chat.text()).toBe(
      'Which issue?\nShop is slow #4312 · New\nNobody can log in #4300 · New\nWrite a word to search for, or the number of an issue.',
    );
    expect(chat.labels()).toEqual([['#4312 Shop is slow'], ['#4300 Nobody can log in'], ['1 of 2', '›'], ['Back']]);
  });

  it('adds the words to the issue pressed, and says where they went', async () => {
    const { chat, words } = await choosing();
    await chat.answer(found([SHOP, LOGIN]));
    await chat.press('#4312 Shop is slow');
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'comment', target: { issue: '4312' } });
    expect(chat.text()).toBe('Adding to Shop is slow #4312…');
    await chat.answer(commented(SHOP));
    expect(chat.text()).toBe('✅ Added to Shop is slow #4312');
    expect(chat.screen.reactions.get(words)).toBe('saved');
  });

  it('proposes that issue for the next words', async () => {
    const { chat } = await choosing();
    await chat.answer(found([SHOP]));
    await chat.press('#4312 Shop is slow');
    await chat.answer(commented(SHOP));
    await chat.write('One more');
    await chat.wait(1_000);
    expect(chat.labels()).toEqual([['To Shop is slow (#4312)'], ['Choose an issue', 'New issue'], ['Drop it']]);
    await chat.press('To Shop is slow (#4312)');
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'comment', target: { issue: '4312' } });
  });

  it('keeps the page shown usable until the next one is there', async () => {
    const { chat } = await choosing();
    await chat.answer(found([SHOP], 0, 2));
    const old = chat.screen.last?.buttons[0]?.[0]?.token ?? '';
    await chat.press('›');
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'find-issues', page: 1 });
    expect(chat.labels()?.[0]).toEqual(['#4312 Shop is slow']);
    await chat.answer(found([LOGIN], 1, 2));
    expect(chat.labels()).toEqual([['#4300 Nobody can log in'], ['‹', '2 of 2'], ['Back']]);
    expect(await chat.pressToken(old)).toBe('This menu is from before. Here is the current one.');
    expect(chat.sentOf('comment')).toEqual([]);
  });

  it('searches for words typed meanwhile, which then are no part of the draft', async () => {
    const { chat } = await choosing();
    await chat.answer(found([SHOP]));
    await chat.write('log in');
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'find-issues', query: 'log in', page: 0 });
    await chat.answer(found([LOGIN]));
    await chat.press('#4300 Nobody can log in');
    expect(chat.sent.at(-1)?.action).toMatchObject({ words: { text: { text: 'See the log' } } });
  });

  it('ignores the answer of a search that another one has replaced', async () => {
    const { chat } = await choosing();
    const first = chat.sent.at(-1);
    await chat.write('log in');
    await chat.answer(found([SHOP]), first);
    expect(chat.text()).toContain('Looking…');
  });

  it('goes straight to the issue whose number is typed', async () => {
    const { chat } = await choosing();
    await chat.answer(found([SHOP]));
    await chat.write('#4300');
    await chat.answer(found([LOGIN]));
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'comment', target: { issue: '4300' } });
  });

  it('takes several lines for words and not for a search', async () => {
    const { chat } = await choosing();
    await chat.answer(found([SHOP]));
    await chat.write('And this\ntoo');
    expect(chat.sentOf('find-issues')).toHaveLength(1);
    await chat.press('#4312 Shop is slow');
    expect(chat.sent.at(-1)?.action).toMatchObject({ words: { text: { text: 'See the log\n\nAnd this\ntoo' } } });
  });

  it('says so when nothing is found', async () => {
    const { chat } = await choosing();
    await chat.answer(found([]));
    expect(chat.text()).toContain('There is no open issue that you can see.');
    await chat.write('unicorn');
    await chat.answer(found([]));
    expect(chat.text()).toContain('I found nothing for «unicorn».');
    expect(chat.labels()).toEqual([['New issue'], ['Back']]);
  });

  it('stays usable when the tracker does not answer', async () => {
    const { chat } = await choosing();
    await chat.answer(noAnswer);
    expect(chat.text()).toContain('Redmine does not answer right now.');
    await chat.press('Try again');
    await chat.answer(found([SHOP]));
    expect(chat.labels()?.[0]).toEqual(['#4312 Shop is slow']);
    await chat.press('Back');
    expect(chat.text()).toContain('Where does this belong?');
  });
});

describe('someone whose link is gone', () => {
  it('types a word into the draft and not into a search nobody may make', async () => {
    const { chat } = await choosing();
    await chat.answer(found([SHOP]));
    chat.lane.correlation.apply([{ kind: 'unlink', desk: DESK, user: ANNA }]);
    await chat.write('log in');
    expect(chat.sentOf('find-issues')).toHaveLength(1);
    await chat.press('#4312 Shop is slow');
    expect(chat.text()).toContain('💬 Your words are kept until then.\n💬 «See the log log in»');
  });
});
