import { describe, expect, it } from '@jest/globals';
import { digest, type MessageId, type Outcome } from '#contracts';
import { commented, created, issue, options, refused } from '../rehearsal/answers.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';

/** Events of a session as they came, and as they are taken in again once the database has forgotten what came of them. */
describe('a session whose database went back', () => {
  it('ends a window with the same command, whichever comes first now: its end or the outcome of an earlier command', async () => {
    const commands = async (outcomeFirst: boolean) => {
      const chat = new Rehearsal({ options: { unknownPeople: 'allow' }, links: [] });
      const shop = issue(1, 'The shop is slow');
      await chat.write('The shop is slow');
      await chat.wait(1_000);
      await chat.answer(created(shop));
      await chat.write('Since noon');
      await chat.wait(1_000);
      const earlier = chat.sent.at(-1);
      await chat.write('And dark');
      if (outcomeFirst) await chat.answer(commented(shop), earlier);
      await chat.wait(1_000);
      return chat.sent.map(({ id }) => id);
    };
    expect(await commands(true)).toEqual(await commands(false));
  });

  it('shows its menu again, later than what it has forgotten, where a button of that is pressed', async () => {
    const before = new Rehearsal();
    await before.write('The shop is slow');
    await before.wait(1_000);
    await before.write('and dark');
    const forgotten = before.screen.last;
    const token = forgotten?.buttons.flat()[0]?.token ?? '';

    const chat = new Rehearsal();
    await chat.write('The shop is slow');
    await chat.wait(1_000);
    chat.now += 10_000;
    expect(await chat.pressToken(token)).toBe('This menu is from before. Here is the current one.');
    expect(chat.screen.last?.version).toBeGreaterThan(forgotten?.version ?? Infinity);
    expect(chat.screen.last?.buttons.flat()[0]?.token).not.toBe(token);
    await chat.press('New issue');
    expect(chat.text()).toContain('📝');
  });

  it('shows what it asks once more later than all it has forgotten, whosever clock that was by', async () => {
    const chat = new Rehearsal();
    const found = chat.now + 60_000;
    chat.lane.againBefore = found;
    await chat.write('The shop is slow');
    await chat.wait(1_000);
    expect(chat.screen.last?.version).toBeGreaterThanOrEqual(found);
    await chat.press('New issue');
    expect(chat.screen.last?.version).toBeGreaterThan(found);
  });

  const before = { createdBy: digest('a command from before') };
  const saidBefore = (...messages: MessageId[]): Outcome => ({ kind: 'said-before', messages, target: before });

  it('sends on what was not said before: of someone who is asked nothing, to where the rest went', async () => {
    const chat = new Rehearsal({ options: { unknownPeople: 'allow' }, links: [] });
    const first = await chat.write('The shop is slow');
    await chat.write('And dark');
    await chat.wait(1_000);
    await chat.answer(saidBefore(first));
    expect(chat.screen.reactions.get(first)).toBe('none');
    expect(chat.sent.at(-1)?.action).toMatchObject({
      kind: 'comment',
      target: before,
      words: { text: { text: 'And dark' } },
    });
    await chat.write('Still');
    await chat.wait(1_000);
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'comment', target: before });
  });

  it('sends on what was not said before, to where its person wants it', async () => {
    const chat = new Rehearsal();
    const first = await chat.write('The shop is slow');
    await chat.write('Another thing: it is dark');
    await chat.wait(1_000);
    await chat.press('New issue');
    await chat.answer(options);
    await chat.press('Create');
    await chat.answer(saidBefore(first));
    expect(chat.sent.at(-1)?.action).toMatchObject({
      kind: 'create',
      subject: 'Another thing: it is dark',
      words: { text: { text: 'Another thing: it is dark' } },
    });
  });

  it('sends once more what is sent back, behind what was written before it', async () => {
    const chat = new Rehearsal({ options: { unknownPeople: 'allow' }, links: [] });
    await chat.write('The shop is slow');
    await chat.wait(1_000);
    await chat.write('And dark');
    await chat.wait(1_000);
    const { action, messages } = chat.sent.at(-1) ?? {};
    const { length } = chat.sent;
    await chat.answer(saidBefore());
    expect(chat.sent.slice(length)).toMatchObject([{ action, messages }]);
  });

  it('asks for words that are sent back and that it does not know any more', async () => {
    const chat = new Rehearsal({ options: { unknownPeople: 'allow' }, links: [] });
    await chat.write('The shop is slow');
    await chat.wait(1_000);
    const sent = chat.sent.at(-1);
    await chat.answer(created(issue(1, 'The shop is slow')), sent);
    await chat.answer(saidBefore(), sent);
    expect(chat.screen.said.at(-1)).toContain('please write them again');
  });

  it('asks no more about words that were all said before', async () => {
    const chat = new Rehearsal();
    const words = await chat.write('The shop is slow');
    await chat.wait(1_000);
    await chat.press('New issue');
    await chat.answer(options);
    await chat.press('Create');
    const { length } = chat.sent;
    await chat.answer(saidBefore(words));
    expect([chat.sent.length, chat.text(), chat.screen.last?.buttons]).toEqual([length, '💬 «The shop is slow»', []]);
    expect(chat.session()?.dialogs).toEqual([]);
  });

  it('says so of a command whose words came back to their person and go out again', async () => {
    const chat = new Rehearsal();
    await chat.write('The shop is slow');
    await chat.wait(1_000);
    await chat.press('New issue');
    await chat.answer(options);
    await chat.press('Create');
    expect(chat.sent.at(-1)?.anew).toBeUndefined();
    await chat.answer(refused('no'));
    await chat.press('New issue');
    await chat.answer(options);
    await chat.press('Create');
    expect(chat.sent.at(-1)).toMatchObject({ action: { kind: 'create' }, anew: true });
  });
});
