import { describe, expect, it } from '@jest/globals';
import { created, found, issue, noAccess, noAnswer, options, refused } from '../rehearsal/answers.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';

const NO_ACCESS =
  'I cannot look that up. Redmine does not let me in; please tell your administrator.\nYour words are kept.';

async function asking(button: 'Choose an issue' | 'New issue') {
  const chat = new Rehearsal();
  await chat.write('The shop is slow');
  await chat.wait(1_000);
  await chat.press(button);
  return chat;
}

describe('a look-up that the tracker does not grant', () => {
  it('of issues says why, and does not say that there is no answer', async () => {
    const chat = await asking('Choose an issue');
    await chat.answer(noAccess);
    expect(chat.text()).toBe(NO_ACCESS);
    expect(chat.labels()).toEqual([['Try again'], ['New issue'], ['Back']]);
  });

  it('of what a new issue may be made of says so, too', async () => {
    const chat = await asking('New issue');
    await chat.answer(noAccess);
    expect(chat.text()).toBe(`📝 The shop is slow\nWeb shop\n${NO_ACCESS}\n💬 «The shop is slow»`);
  });

  it('is told in the tracker’s own words where it has some', async () => {
    const chat = await asking('Choose an issue');
    await chat.answer(refused('Come back on Monday'));
    expect(chat.text()).toBe('I cannot look that up. Redmine: “Come back on Monday”\nYour words are kept.');
  });

  it('of a project that is not there names no issue', async () => {
    const chat = await asking('New issue');
    await chat.answer({ kind: 'rejected', reason: { kind: 'not-found' } });
    expect(chat.text()).toContain('This project is not there any more, or not open to you.');
  });

  it('is forgotten once one is granted, or gets no answer', async () => {
    const chat = await asking('Choose an issue');
    await chat.answer(noAccess);
    await chat.press('Try again');
    await chat.answer(noAnswer);
    expect(chat.text()).toContain('Redmine does not answer right now.');
    await chat.press('Try again');
    await chat.answer(found([issue(1, 'Shop')]));
    expect(chat.text()).toContain('Which issue?');
    await chat.press('Back');
    await chat.press('New issue');
    await chat.answer(noAccess);
    await chat.press('Back');
    await chat.press('New issue');
    await chat.answer(options);
    expect(chat.text()).toBe('📝 The shop is slow\nWeb shop · Support · Normal priority\n💬 «The shop is slow»');
    await chat.press('Create');
    await chat.answer(created(issue(2, 'The shop is slow')));
    expect(chat.text()).toContain('created as #2');
  });
});
