import { describe, expect, it } from '@jest/globals';
import { digest, sessionKey } from '#contracts';
import { created, issue, refused, waiting } from '../rehearsal/answers.js';
import { ANNA, PRIVATE_CHAT } from '../rehearsal/desk.js';
import { Rehearsal, file } from '../rehearsal/rehearsal.js';

const LONG = 'A word. '.repeat(512);
const sizeOf = (chat: Rehearsal) => chat.lane.states.get(sessionKey(PRIVATE_CHAT, ANNA))?.json.length ?? 0;

/** A chat in which an issue is being created while the tracker is away. */
async function outage() {
  const chat = new Rehearsal();
  const first = await chat.write('The shop is slow');
  await chat.wait(1_000);
  await chat.press('New issue');
  await chat.press('Create');
  await chat.answer(waiting);
  return { chat, first };
}

describe('a session stays small', () => {
  it('while a person writes on and on and decides nothing', async () => {
    const chat = new Rehearsal();
    for (let at = 0; at < 300; at++) {
      await chat.write(LONG, { files: [file(`${at}.txt`)] });
      await chat.wait(500);
    }
    expect(chat.screen.said.length).toBeGreaterThan(0);
    expect(sizeOf(chat)).toBeLessThan(500_000);
  });

  it('through a long outage: then words are shed, or not taken and told', async () => {
    const { chat, first } = await outage();
    for (let at = 0; at < 310; at++) {
      await chat.write(LONG, { replyTo: first });
      await chat.wait(1_000);
    }
    expect(chat.sentOf('comment')).toHaveLength(299);
    expect(chat.screen.said).toHaveLength(11);
    expect(chat.screen.said[0]).toMatch(/^This one I did not take: too many/);
    expect(sizeOf(chat)).toBeLessThan(400_000);
  });

  it('and tells where its words are when a write that was shed is refused', async () => {
    const { chat, first } = await outage();
    const replies = [];
    for (let at = 0; at < 40; at++) {
      replies.push(await chat.write(LONG, { replyTo: first }));
      await chat.wait(1_000);
    }
    await chat.answer(refused('Too long'), chat.sentOf('comment')[0]);
    expect(chat.screen.said).toEqual([
      'Not saved. Redmine: “Too long”\nYour words stand above in this chat; please write them again.',
    ]);
    expect([...chat.screen.told.keys()]).toEqual([replies[0]]);
    await chat.answer(created(issue(1, 'The shop is slow')), chat.sentOf('create')[0]);
    expect(chat.session()?.dialogs).toHaveLength(39);
  });

  it('and where only some of a write that was shed had been said before its database went back', async () => {
    const { chat, first } = await outage();
    const replies = [];
    for (let at = 0; at < 40; at++) {
      replies.push(await chat.write(LONG, { replyTo: first }), await chat.write(LONG));
      await chat.wait(1_000);
    }
    const [write] = chat.sentOf('comment');
    const messages = replies.slice(0, 1);
    await chat.answer({ kind: 'said-before', messages, target: { createdBy: digest('before') } }, write);
    expect(chat.screen.said).toEqual(['Your words stand above in this chat; please write them again.']);
    expect([...chat.screen.told.keys()]).toEqual([replies[1]]);
  });
});
