import { describe, expect, it } from '@jest/globals';
import { messageId } from '#contracts';
import { created, found, issue } from '../rehearsal/answers.js';
import { ANNAS_LINK, GROUP_CHAT } from '../rehearsal/desk.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';

const WHERE = 'Where does this belong?';

/** A chat in which something is asked already. */
async function asked() {
  const chat = new Rehearsal();
  await chat.write('The shop is slow');
  await chat.wait(1_000);
  return chat;
}

describe('commands to the bot', () => {
  it('that are unknown are explained', async () => {
    const chat = new Rehearsal();
    await chat.bot('frobnicate');
    await chat.wait(1_000);
    expect(chat.screen.said).toEqual(['I do not know /frobnicate. /help shows what I can do.']);
    expect(chat.text()).toBeUndefined();
  });

  it('are explained by /help', async () => {
    const chat = new Rehearsal();
    await chat.bot('help');
    expect(chat.screen.said[0]).toContain('Write to me as you would to a colleague.');
  });

  it('are somebody else’s in what is forwarded: it is words, and nothing is done', async () => {
    const chat = await asked();
    await chat.bot('cancel', '', { forwarded: true });
    expect(chat.screen.said).toEqual([]);
    expect(chat.text()).toBe(`${WHERE}\n💬 «The shop is slow /cancel»`);
  });
});

describe('words behind a command', () => {
  it('are asked about, and /help is given all the same', async () => {
    const chat = new Rehearsal();
    await chat.bot('help', 'my printer is on fire');
    await chat.wait(1_000);
    expect(chat.screen.said).toHaveLength(1);
    expect(chat.text()).toBe(`${WHERE}\n💬 «/help my printer is on fire»`);
  });

  it('are asked about, and /start greets all the same', async () => {
    const chat = new Rehearsal();
    await chat.bot('start', 'I need a key');
    await chat.wait(1_000);
    expect(chat.screen.said).toEqual(['You are Anna Karenina here. There is nothing more to do: simply write.']);
    expect(chat.text()).toBe(`${WHERE}\n💬 «/start I need a key»`);
  });

  it('are kept for someone whom /start gives a code', async () => {
    const chat = new Rehearsal({ links: [] });
    await chat.bot('start', 'I need a key');
    expect(chat.sentOf('prove-link')).toHaveLength(1);
    expect(chat.text()).toContain('💬 Your words are kept until then.\n💬 «/start I need a key»');
  });

  it('become the issue of someone nobody needs to know, beside the code', async () => {
    const chat = new Rehearsal({ links: [], options: { unknownPeople: 'allow' } });
    await chat.bot('start', 'I need a key');
    await chat.wait(1_000);
    expect(chat.sentOf('create')).toMatchObject([{ action: { words: { text: { text: '/start I need a key' } } } }]);
    await chat.answer(created(issue(1, 'A key')), chat.sentOf('create')[0]);
    expect([...chat.screen.slots.values()].map(({ text }) => text)).toEqual([
      expect.stringContaining('paste this code'),
      '✅ We have it. Someone answers here; you can simply go on writing.',
    ]);
  });

  it('are none where a link brought them along with /start', async () => {
    const chat = new Rehearsal();
    await chat.bot('start', 'from-the_page1');
    await chat.wait(1_000);
    expect(chat.text()).toBeUndefined();
  });

  it('make no command of /cancel: nothing is put away', async () => {
    const chat = await asked();
    await chat.bot('cancel', 'my order, please');
    expect(chat.text()).toBe(`${WHERE}\n💬 «The shop is slow /cancel my order, please»`);
    expect(chat.screen.said).toEqual([]);
  });

  it('make words of one that is unknown', async () => {
    const chat = new Rehearsal();
    await chat.bot('tmp', 'is full on db01');
    await chat.wait(1_000);
    expect(chat.text()).toBe(`${WHERE}\n💬 «/tmp is full on db01»`);
    expect(chat.screen.said).toEqual([]);
  });

  it('can be searched for, too', async () => {
    const chat = await asked();
    await chat.press('Choose an issue');
    await chat.answer(found([issue(1, 'Shop')]));
    await chat.bot('tmp', 'is full');
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'find-issues', query: '/tmp is full' });
  });
});

describe('words behind a command in a group', () => {
  function group() {
    const chat = new Rehearsal({ links: [ANNAS_LINK], chat: GROUP_CHAT });
    const about = { chat: GROUP_CHAT, message: messageId('hello'), direction: 'out' } as const;
    chat.lane.correlation.apply([{ kind: 'about', row: about }]);
    return chat;
  }

  it('are for us where the command is one of ours', async () => {
    const chat = group();
    await chat.bot('help', 'my printer is on fire');
    await chat.wait(1_000);
    expect(chat.text()).toBe(`Anna,\n${WHERE}\n💬 «/help my printer is on fire»`);
  });

  it('are for others where it is not, and it is said that it is unknown', async () => {
    const chat = group();
    await chat.bot('vote', 'for lunch');
    await chat.wait(1_000);
    expect(chat.screen.said).toEqual(['I do not know /vote. /help shows what I can do.']);
    expect(chat.text()).toBeUndefined();
  });

  it('are for us, too, where they answer us', async () => {
    const chat = group();
    await chat.bot('tmp', 'is full', { replyTo: messageId('hello') });
    await chat.wait(1_000);
    expect(chat.text()).toBe(`Anna,\n${WHERE}\n💬 «/tmp is full»`);
  });

  it('are talk like any other where they are forwarded', async () => {
    const chat = group();
    await chat.bot('start', '', { forwarded: true });
    expect(chat.records).toEqual([]);
  });
});
