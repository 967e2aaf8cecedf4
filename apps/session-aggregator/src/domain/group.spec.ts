import { describe, expect, it } from '@jest/globals';
import { issueId, messageId } from '#contracts';
import { commented, issue, options } from '../rehearsal/answers.js';
import { ANNAS_LINK, GROUP_CHAT, MARK } from '../rehearsal/desk.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';
import type { DeskOptions } from './options.js';

const NEWS = messageId('news');
const MENTION = messageId('hello');

function group(options: Partial<DeskOptions> = {}) {
  const chat = new Rehearsal({ links: [ANNAS_LINK], chat: GROUP_CHAT, options });
  chat.lane.correlation.apply([
    { kind: 'about', row: { chat: GROUP_CHAT, message: NEWS, issue: issueId('4318'), direction: 'out' } },
    { kind: 'about', row: { chat: GROUP_CHAT, message: MENTION, direction: 'out' } },
  ]);
  return chat;
}

describe('in a group', () => {
  it('talk among people is ignored, and nothing is kept of it', async () => {
    const chat = group();
    await chat.write('Lunch?');
    await chat.write('Sure', { replyTo: messageId('somebody’s') });
    await chat.write('', { unsupported: 'poll' });
    expect(chat.records).toEqual([]);
    expect(chat.session()).toBeUndefined();
  });

  it('a reply to news of an issue goes to that issue, with what follows', async () => {
    const chat = group();
    const reply = await chat.write('It works', { replyTo: NEWS });
    await chat.write('thank you');
    await chat.wait(1_000);
    expect(chat.sent.at(-1)?.action).toMatchObject({
      target: { issue: '4318' },
      words: { text: { text: 'It works\n\nthank you' } },
    });
    await chat.answer(commented(issue(4318, 'Shop')));
    expect(chat.screen.reactions.get(reply)).toBe('saved');
  });

  it('a reply to the bot opens a menu that names its person', async () => {
    const chat = group();
    await chat.write('The shop is slow', { replyTo: MENTION });
    await chat.wait(1_000);
    expect(chat.text()).toBe('Anna,\nWhere does this belong?\n💬 «The shop is slow»');
  });

  it('lists no issues and no projects, for others read along', async () => {
    const chat = group();
    await chat.write('The shop is slow', { replyTo: MENTION });
    await chat.wait(1_000);
    expect(chat.labels()).toEqual([['New issue'], ['Drop it']]);
    const token = chat.screen.last?.buttons[0]?.[0]?.token ?? '';
    await chat.pressToken(token.replace('.new', '.choose'));
    expect(chat.sent).toEqual([]);
    await chat.press('New issue');
    await chat.answer(options);
    expect(chat.labels()).toEqual([['Create'], ['Subject', 'Type'], ['Priority'], ['Back']]);
  });

  it('names no project that only its person may see: a new issue is made in a private chat', async () => {
    const chat = group({ defaultProject: undefined });
    await chat.write('The shop is slow', { replyTo: MENTION });
    await chat.wait(1_000);
    await chat.press('New issue');
    expect(chat.sent).toEqual([]);
    expect(chat.text()).toBe(
      'Anna,\nPlease write to me in a private chat to make a new issue; your projects are for your eyes only.\nWhere does this belong?\n💬 «The shop is slow»',
    );
    expect(chat.labels()).toEqual([['New issue'], ['Drop it']]);
  });

  it('proposes the project of the desk to those, too, who are offered only others', async () => {
    const chat = group({ defaultProject: { id: 'help', name: 'Help desk' } });
    await chat.write('The shop is slow', { replyTo: MENTION });
    await chat.wait(1_000);
    await chat.press('New issue');
    await chat.answer(options);
    expect(chat.text()).toContain('\nHelp desk · Support · Normal priority\n');
    await chat.press('Create');
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'create', project: 'help' });
  });

  it('nobody else can press the buttons of that menu', async () => {
    const chat = group();
    await chat.write('The shop is slow', { replyTo: MENTION });
    await chat.wait(1_000);
    expect(await chat.press('Drop it', MARK)).toContain('someone else’s');
    expect(chat.text()).toContain('Where does this belong?');
  });

  it('two people have a session each', async () => {
    const chat = group();
    await chat.write('The shop is slow', { replyTo: MENTION });
    const text = { text: 'Mine too', marks: [] };
    await chat.update({ kind: 'message', message: messageId('m'), text, files: [], replyTo: MENTION }, MARK);
    await chat.wait(1_000);
    expect([...chat.screen.slots.values()].map(({ text }) => text.split('\n')[0])).toEqual(['Anna,', 'Mark,']);
  });
});
