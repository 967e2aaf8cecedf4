import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '#contracts';
import { commented, created, issue } from '../rehearsal/answers.js';
import { Rehearsal, type Sent } from '../rehearsal/rehearsal.js';

const SHOP = issue(4318, 'The shop is slow');
const tooLong: Outcome = { kind: 'given-up', reason: { kind: 'too-long-down' } };
const replayed: Outcome = { kind: 'waiting', why: 'replayed' };

/** An issue that was created, and a reply about it for each of these words, all given up. */
async function givenUp(...words: string[]) {
  const chat = new Rehearsal();
  await chat.write('The shop is slow');
  await chat.wait(1_000);
  await chat.press('New issue');
  await chat.press('Create');
  await chat.answer(created(SHOP));
  const told = chat.screen.last?.message;
  const replies: Sent[] = [];
  for (const text of words) {
    await chat.write(text, { replyTo: told });
    await chat.wait(1_000);
    replies.push(chat.sent.at(-1) as Sent);
  }
  for (const reply of replies) await chat.answer(tooLong, reply);
  return { chat, replies };
}

describe('a write that was given up and is replayed', () => {
  it('leaves the question it came back as, says so, and says when it is there', async () => {
    const { chat, replies } = await givenUp('And now 502');
    expect(chat.text()).toContain('I could not add this to #4318.');
    await chat.answer(replayed, replies[0]);
    expect(chat.text()).toBe(
      '⏳ Trying again. Your words are on their way to #4318 once more; I tell you when they are there.',
    );
    expect(chat.labels()).toEqual([]);
    await chat.answer(commented(SHOP), replies[0]);
    expect(chat.text()).toMatch(/^✅ Your words of .* are on #4318 now\.$/);
  });

  it('leaves the words of others in the question they share', async () => {
    const { chat, replies } = await givenUp('And now 502', 'And the disk is full');
    await chat.answer(replayed, replies[0]);
    expect([...chat.screen.slots.values()].map(({ text }) => text).join()).toContain('«And the disk is full»');
    expect(chat.text()).toContain('Trying again.');
    await chat.answer(replayed, replies[1]);
    await chat.answer(commented(SHOP), replies[0]);
    await chat.answer(commented(SHOP), replies[1]);
    expect(chat.labels()).toEqual([]);
  });

  it('comes back once more where it is given up again', async () => {
    const { chat, replies } = await givenUp('And now 502');
    await chat.answer(replayed, replies[0]);
    await chat.answer(tooLong, replies[0]);
    expect(chat.text()).toContain('I could not add this to #4318.');
    expect(chat.labels()?.flat()).toContain('New issue');
  });

  it('is told of where its words were put away', async () => {
    const { chat, replies } = await givenUp('And now 502');
    await chat.press('Drop it');
    await chat.answer(replayed, replies[0]);
    expect(chat.screen.said.at(-1)).toBe('⏳ Trying again. These words are on their way once more.');
  });
});
