import { describe, expect, it } from '@jest/globals';
import { created, issue, options, waiting } from '../rehearsal/answers.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';

const LATE = 'Your change came when the words were already on their way. Please write it as a new message.';

async function onItsWay() {
  const chat = new Rehearsal();
  const message = await chat.write('The shpo is slow');
  await chat.wait(1_000);
  await chat.press('New issue');
  await chat.answer(options);
  await chat.press('Create');
  return { chat, message };
}

describe('an edit', () => {
  it('of a part still in the draft changes the draft', async () => {
    const chat = new Rehearsal();
    const message = await chat.write('The shpo is slow');
    await chat.wait(1_000);
    await chat.edit(message, 'The shop is slow');
    expect(chat.text()).toBe('Where does this belong?\n💬 «The shop is slow»');
  });

  it('of words on their way comes too late, and is told', async () => {
    const { chat, message } = await onItsWay();
    await chat.edit(message, 'The shpo is slow');
    expect(chat.screen.said).toEqual([]);
    await chat.edit(message, 'The shop is slow');
    expect(chat.screen.said).toEqual([LATE]);
  });

  it('of words that have to wait, or may not have arrived, is not told that they are saved', async () => {
    const { chat, message } = await onItsWay();
    await chat.answer(waiting);
    expect(chat.text()).toContain('⏳ Kept: The shpo is slow.');
    await chat.edit(message, 'The shop is slow');
    await chat.answer({ kind: 'doubt', found: '' });
    expect(chat.text()).toContain('Did this arrive?');
    await chat.edit(message, 'The shops are slow');
    expect(chat.screen.said).toEqual([LATE, LATE]);
  });

  it('of words that are there is ignored: nothing tells it from a reaction', async () => {
    const { chat, message } = await onItsWay();
    await chat.answer(created(issue(1, 'The shpo is slow')));
    await chat.edit(message, 'The shop is slow');
    expect(chat.screen.said).toEqual([]);
  });
});
