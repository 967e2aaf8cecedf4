import { describe, expect, it } from '@jest/globals';
import { issueId, messageId, type MessageId } from '#contracts';
import { created, issue } from '../rehearsal/answers.js';
import { ANNAS_LINK, GROUP_CHAT } from '../rehearsal/desk.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';

const NEWS = messageId('news');
const MORE_NEWS = messageId('more news');
const WHERE = 'Where does this belong?';
const UNKNOWN = 'I do not know what the message you answered is about.';
const quick = (replyTo: MessageId) => ({ replyTo, answersChannel: true });

/** What the notifier writes once the messenger has told it that the message stands in the chat. */
function becomesKnown(chat: Rehearsal, message: MessageId, issue?: string): void {
  const about = issue === undefined ? {} : { issue: issueId(issue) };
  chat.lane.correlation.apply([{ kind: 'about', row: { chat: chat.chat, message, direction: 'out', ...about } }]);
}

const comments = (chat: Rehearsal) => chat.sentOf('comment').map(({ action }) => action);

/** A dialog whose result is seen, while what is known of its message is still the question. */
async function seenBeforeKnown(): Promise<{ chat: Rehearsal; message: MessageId; dialog: string }> {
  const chat = new Rehearsal();
  await chat.write('The shop answers 502');
  await chat.wait(1_000);
  await chat.press('New issue');
  await chat.press('Create');
  const dialog = chat.session()?.dialogs[0]?.id ?? '';
  const message = chat.screen.last?.message ?? messageId('none');
  await chat.answer(created(issue(4318, 'The shop answers 502')));
  stillAsks(chat, message, dialog);
  return { chat, message, dialog };
}

const stillAsks = (chat: Rehearsal, message: MessageId, slot: string) =>
  chat.lane.correlation.apply([{ kind: 'about', row: { chat: chat.chat, message, direction: 'out', slot } }]);

describe('a reply to a question that has just become a result', () => {
  it('goes to the issue of that result, without a question', async () => {
    const { chat, message, dialog } = await seenBeforeKnown();
    await chat.write('See the log', quick(message));
    chat.lane.correlation.apply([
      { kind: 'about', row: { chat: chat.chat, message, direction: 'out', slot: dialog, issue: issueId('4318') } },
    ]);
    await chat.wait(1_000);
    expect(comments(chat)).toMatchObject([{ target: { issue: '4318' }, words: { text: { text: 'See the log' } } }]);
  });

  it('is asked about after three seconds where nothing more becomes known, and nobody is told that it is unknown', async () => {
    const { chat, message } = await seenBeforeKnown();
    await chat.write('See the log', quick(message));
    await chat.wait(2_999);
    expect(chat.text()).toContain('created as #4318');
    await chat.wait(1);
    expect(chat.text()).toBe(`${WHERE}\n💬 «See the log»`);
  });

  it('goes to the issue that is still being created', async () => {
    const chat = new Rehearsal();
    await chat.write('The shop answers 502');
    await chat.wait(1_000);
    await chat.press('New issue');
    await chat.press('Create');
    const creation = chat.sent.at(-1);
    await chat.write('See the log', quick(chat.screen.last?.message ?? messageId('none')));
    await chat.wait(1_000);
    expect(comments(chat)).toMatchObject([{ target: { createdBy: creation?.id } }]);
  });

  it('is a part of the draft while it is still a question', async () => {
    const chat = new Rehearsal();
    await chat.write('The shop answers 502');
    await chat.wait(1_000);
    await chat.write('since today', quick(chat.screen.last?.message ?? messageId('none')));
    expect(chat.text()).toBe(`${WHERE}\n💬 «The shop answers 502 since today»`);
  });
});

describe('a reply made in the instant its message appears', () => {
  it('goes to the issue of that message, without a question', async () => {
    const chat = new Rehearsal();
    const reply = await chat.write('It is back', quick(NEWS));
    becomesKnown(chat, NEWS, '4318');
    await chat.wait(1_000);
    expect(comments(chat)).toMatchObject([{ target: { issue: '4318' }, words: { text: { text: 'It is back' } } }]);
    expect(chat.screen.slots.size).toBe(0);
    expect(chat.screen.reactions.get(reply)).toBe('taken');
  });

  it('takes along what follows within the window', async () => {
    const chat = new Rehearsal();
    await chat.write('It is back', quick(NEWS));
    await chat.wait(900);
    await chat.write('since noon');
    becomesKnown(chat, NEWS, '4318');
    await chat.write('everywhere', quick(NEWS));
    await chat.wait(1_000);
    expect(comments(chat)).toMatchObject([{ words: { text: { text: 'It is back\n\nsince noon\n\neverywhere' } } }]);
  });

  it('waits longer than its window where its message is not known by then, and no longer than three seconds', async () => {
    const late = new Rehearsal();
    await late.write('It is back', quick(NEWS));
    await late.wait(2_500);
    becomesKnown(late, NEWS, '4318');
    await late.wait(500);
    expect(comments(late)).toMatchObject([{ target: { issue: '4318' } }]);

    const never = new Rehearsal();
    await never.write('It is back', quick(NEWS));
    await never.wait(2_999);
    expect(never.text()).toBeUndefined();
    await never.wait(1);
    expect(never.text()).toContain(WHERE);
  });

  it('leaves an open question as it is', async () => {
    const chat = new Rehearsal();
    await chat.write('Something else');
    await chat.wait(1_000);
    const menu = chat.screen.last;
    await chat.write('It is back', quick(NEWS));
    becomesKnown(chat, NEWS, '4318');
    await chat.wait(1_000);
    expect(comments(chat)).toMatchObject([{ target: { issue: '4318' } }]);
    expect(chat.screen.last).toEqual(menu);
  });

  it('goes to its own issue, and one to another message within the window to that one’s', async () => {
    const chat = new Rehearsal();
    await chat.write('One', quick(NEWS));
    becomesKnown(chat, NEWS, '1');
    await chat.write('Two', quick(MORE_NEWS));
    becomesKnown(chat, MORE_NEWS, '2');
    await chat.wait(1_000);
    expect(comments(chat)).toMatchObject([{ target: { issue: '1' } }, { target: { issue: '2' } }]);
  });

  it('waits for one before it of which it is not known yet where it goes', async () => {
    const chat = new Rehearsal();
    await chat.write('One', quick(NEWS));
    await chat.wait(300);
    becomesKnown(chat, MORE_NEWS, '4318');
    await chat.write('Two', quick(MORE_NEWS));
    await chat.wait(1_500);
    expect(comments(chat)).toEqual([]);
    becomesKnown(chat, NEWS, '4318');
    await chat.wait(1_000);
    expect(comments(chat)).toMatchObject([{ words: { text: { text: 'One' } } }, { words: { text: { text: 'Two' } } }]);
  });

  it('counts in a group, too', async () => {
    const chat = new Rehearsal({ links: [ANNAS_LINK], chat: GROUP_CHAT });
    await chat.write('It is back', quick(NEWS));
    becomesKnown(chat, NEWS, '4318');
    await chat.wait(1_000);
    expect(comments(chat)).toMatchObject([{ target: { issue: '4318' } }]);
  });

  it('answers the question that waits for words', async () => {
    const chat = new Rehearsal();
    await chat.write('The shop is slow');
    await chat.wait(1_000);
    await chat.press('New issue');
    await chat.press('Subject');
    await chat.write('Slow shop', quick(messageId('prompt')));
    expect(chat.text()).toContain('Slow shop');
    expect(chat.session()?.dialogs).toHaveLength(1);
  });

  it('is asked about where its message turns out to be about no issue', async () => {
    const chat = new Rehearsal();
    await chat.write('Hello', quick(NEWS));
    becomesKnown(chat, NEWS);
    await chat.wait(1_000);
    expect(chat.text()).toBe(`${WHERE}\n💬 «Hello»`);
  });

  it('is asked about, and its person told why, where its message stays unknown', async () => {
    const chat = new Rehearsal();
    await chat.write('Hello', quick(NEWS));
    await chat.wait(3_000);
    expect(chat.text()).toBe(`${UNKNOWN}\n${WHERE}\n💬 «Hello»`);
  });
});
