import { describe, expect, it } from '@jest/globals';
import { issueId, messageId } from '#contracts';
import { PRIVATE_CHAT } from '../rehearsal/desk.js';
import { commented, created, issue, options, refused, waiting } from '../rehearsal/answers.js';
import { Rehearsal, file } from '../rehearsal/rehearsal.js';

const SHOP = issue(4318, 'The shop answers 502');

/** A chat in which an issue was created, and the bot's message about it. */
async function withIssue() {
  const chat = new Rehearsal();
  const mine = await chat.write('The shop answers 502');
  await chat.wait(1_000);
  await chat.press('New issue');
  await chat.answer(options);
  await chat.press('Create');
  await chat.answer(created(SHOP));
  const theirs = chat.screen.last?.message;
  if (!theirs) throw new Error('nothing is shown');
  return { chat, mine, theirs };
}

describe('a reply', () => {
  it('goes straight to the issue its message is about, as a reaction and not as text', async () => {
    const { chat, theirs } = await withIssue();
    const shown = chat.screen.slots.size;
    const reply = await chat.write('It is back', { replyTo: theirs });
    await chat.wait(1_000);
    expect(chat.sent.at(-1)).toMatchObject({
      action: { kind: 'comment', target: { issue: '4318' }, words: { text: { text: 'It is back' } } },
      messages: [reply],
      key: 'account:acme/7',
    });
    expect(chat.screen.reactions.get(reply)).toBe('taken');

    await chat.answer(commented(SHOP));
    expect(chat.screen.reactions.get(reply)).toBe('saved');
    expect(chat.screen.slots.size).toBe(shown);
    expect(chat.session()?.dialogs).toEqual([]);
  });

  it('that is refused is not said to be on its way any more', async () => {
    const { chat, theirs } = await withIssue();
    const reply = await chat.write('It is back', { replyTo: theirs });
    await chat.wait(1_000);
    await chat.answer(refused('No'));
    expect(chat.screen.reactions.get(reply)).toBe('none');
    await chat.press('New issue');
    await chat.press('Create');
    await chat.answer(created(SHOP));
    expect(chat.screen.reactions.get(reply)).toBe('none');
  });

  it('to the person’s own words goes where those words went', async () => {
    const { chat, mine } = await withIssue();
    for (const { id: command } of chat.sentOf('create')) {
      chat.lane.correlation.apply([{ kind: 'created', tracker: 'redmine', command, issue: issueId('4318') }]);
    }
    await chat.write('And it is slow', { replyTo: mine });
    await chat.wait(1_000);
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'comment', target: { issue: '4318' } });
  });

  it('takes along what follows within the window, as one comment', async () => {
    const { chat, theirs } = await withIssue();
    const first = await chat.write('The long', { replyTo: theirs });
    await chat.wait(900);
    const second = await chat.write('story');
    await chat.wait(900);
    const third = await chat.write('', { files: [file('log.txt')] });
    await chat.wait(1_000);
    expect(chat.sentOf('comment')).toHaveLength(1);
    expect(chat.sent.at(-1)).toMatchObject({
      messages: [first, second, third],
      action: { words: { text: { text: 'The long\n\nstory' }, files: [{ name: 'log.txt' }] } },
    });
  });

  it('is over once the messenger says so, however wrong the clock of the gateway was that heard it', async () => {
    const { chat, theirs } = await withIssue();
    chat.gatewayAhead = 8_000;
    await chat.write('It is back', { replyTo: theirs });
    await chat.wait(1_900);
    chat.gatewayAhead = 0;
    await chat.write('and slow');
    await chat.wait(2_000);
    await chat.write('Something else');
    expect(chat.sentOf('comment')).toMatchObject([{ action: { words: { text: { text: 'It is back\n\nand slow' } } } }]);
    await chat.wait(1_000);
    expect(chat.text()).toContain('«Something else»');
  });

  it('takes nothing in once it is over by the messenger, while what it answers is still waited for', async () => {
    const { chat } = await withIssue();
    chat.gatewayAhead = 8_000;
    await chat.write('It is back', { replyTo: messageId('77'), answersChannel: true });
    await chat.wait(3_000);
    chat.gatewayAhead = 0;
    await chat.write('Something else');
    await chat.wait(20_000);
    const asked = [...chat.screen.slots.values()].map(({ text }) => text).slice(-2);
    expect(asked).toEqual([expect.stringContaining('«It is back»'), expect.stringContaining('«Something else»')]);
  });

  it('leaves an open dialog as it is', async () => {
    const { chat, theirs } = await withIssue();
    await chat.write('Something else');
    await chat.wait(1_000);
    const menu = chat.screen.last;
    await chat.write('It is back', { replyTo: theirs });
    await chat.wait(1_000);
    await chat.answer(commented(SHOP));
    expect(chat.screen.last).toEqual(menu);
    expect(await chat.press('New issue')).toBeUndefined();
    expect(chat.text()).toContain('📝 Something else');
  });

  it('to another issue within the window begins another comment', async () => {
    const { chat, theirs } = await withIssue();
    chat.lane.correlation.apply([
      { kind: 'about', row: { chat: PRIVATE_CHAT, message: theirs, issue: issueId('1'), direction: 'out' } },
    ]);
    await chat.write('One', { replyTo: theirs });
    chat.lane.correlation.apply([
      { kind: 'about', row: { chat: PRIVATE_CHAT, message: theirs, issue: issueId('2'), direction: 'out' } },
    ]);
    await chat.write('Two', { replyTo: theirs });
    await chat.wait(1_000);
    expect(chat.sentOf('comment').map(({ action }) => action)).toMatchObject([
      { target: { issue: '1' }, words: { text: { text: 'One' } } },
      { target: { issue: '2' }, words: { text: { text: 'Two' } } },
    ]);
  });

  it('to something unknown joins the dialog, and says so', async () => {
    const { chat } = await withIssue();
    await chat.write('What about this?', { replyTo: messageId('long ago') });
    await chat.wait(1_000);
    expect(chat.text()).toBe(
      'I do not know what the message you answered is about.\nWhere does this belong?\n💬 «What about this?»',
    );
  });

  it('to words whose issue is still being created waits for that very creation', async () => {
    const chat = new Rehearsal();
    const mine = await chat.write('The shop answers 502');
    await chat.wait(1_000);
    await chat.press('New issue');
    await chat.answer(options);
    await chat.press('Create');
    const creation = chat.sent.at(-1);
    await chat.write('See the log', { replyTo: mine });
    await chat.wait(1_000);
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'comment', target: { createdBy: creation?.id } });
  });

  it('to words sent in the same batch goes along, though nothing read for the batch has them', async () => {
    const chat = new Rehearsal();
    const mine = await chat.write('The shop answers 502');
    await chat.wait(1_000);
    const readBefore = chat.lane.correlation.replica();
    await chat.press('New issue');
    await chat.press('Create');
    const creation = chat.sent.at(-1);
    readBefore();
    await chat.write('See the log', { replyTo: mine });
    await chat.wait(1_000);
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'comment', target: { createdBy: creation?.id } });
  });

  it('to words still in the draft joins them, with no ado', async () => {
    const chat = new Rehearsal();
    const mine = await chat.write('The shop answers 502');
    await chat.wait(1_000);
    await chat.write('since today', { replyTo: mine });
    expect(chat.text()).toBe('Where does this belong?\n💬 «The shop answers 502 since today»');
  });

  it('that the tracker refuses comes back with its text, and can go elsewhere', async () => {
    const { chat, theirs } = await withIssue();
    await chat.write('It is back', { replyTo: theirs });
    await chat.wait(1_000);
    await chat.answer(refused('You may not add notes to this issue'));
    expect(chat.text()).toBe(
      'Not saved. Redmine: “You may not add notes to this issue”\nYour text is kept here:\nWhere does this belong?\n💬 «It is back»',
    );
    expect(chat.labels()).toEqual([['Choose another issue', 'New issue'], ['Drop it']]);
  });

  it('that has to wait is told once, and told again when it is there', async () => {
    const { chat, theirs } = await withIssue();
    await chat.write('One', { replyTo: theirs });
    await chat.wait(1_000);
    const one = chat.sent.at(-1);
    await chat.answer(waiting);
    expect(chat.text()).toBe(
      '⏳ Kept for #4318. Redmine does not answer right now. I add this as soon as it does, and tell you.',
    );
    const slots = chat.screen.slots.size;
    await chat.write('Two', { replyTo: theirs });
    await chat.wait(1_000);
    await chat.answer(waiting);
    await chat.answer(waiting, one);
    expect(chat.screen.slots.size).toBe(slots);
    await chat.answer(commented(SHOP), one);
    expect(chat.text()).toMatch(/^✅ Your words of .* are on #4318 now\.$/);
  });
});
