import { describe, expect, it } from '@jest/globals';
import { created, issue, options } from '../rehearsal/answers.js';
import { Rehearsal, file } from '../rehearsal/rehearsal.js';

const WHERE = 'Where does this belong?';

describe('the parts of one utterance', () => {
  it('are one as long as each comes within a second of the one before', async () => {
    const chat = new Rehearsal();
    await chat.write('The shop is slow');
    await chat.wait(900);
    await chat.write('', { files: [file('log.txt')] });
    await chat.wait(900);
    expect(chat.text()).toBeUndefined();
    await chat.wait(100);
    expect(chat.text()).toBe(`${WHERE}\n💬 «The shop is slow» 📎 1 file`);
  });

  it('wait as long as the desk says for their kind', async () => {
    const chat = new Rehearsal({ options: { windows: { text: 100, file: 5_000, forward: 1_000, album: 2_000 } } });
    await chat.write('', { files: [file('a.txt')] });
    await chat.write('and a word');
    await chat.wait(4_999);
    expect(chat.text()).toBeUndefined();
    await chat.wait(1);
    expect(chat.text()).toContain(WHERE);
  });

  it('are asked about in the end however long they keep coming', async () => {
    const chat = new Rehearsal({ options: { maxWindow: 3_000 } });
    for (let at = 0; at < 4; at++) {
      await chat.write(`part ${at}`);
      await chat.wait(900);
    }
    expect(chat.text()).toContain(WHERE);
    expect(chat.screen.slots.size).toBe(1);
  });

  it('are joined by parts that come while the menu is open, and the menu shows them', async () => {
    const chat = new Rehearsal();
    await chat.write('The shop is slow');
    await chat.wait(1_000);
    await chat.write('and the log', { files: [file('log.txt')] });
    expect(chat.screen.slots.size).toBe(1);
    expect(chat.text()).toBe(`${WHERE}\n💬 «The shop is slow and the log» 📎 1 file`);
  });

  it('that make a full draft are followed by another', async () => {
    const chat = new Rehearsal({ options: { maxParts: 2 } });
    for (const word of ['one', 'two', 'three']) await chat.write(word);
    await chat.wait(1_000);
    expect([...chat.screen.slots.values()].map(({ text }) => text)).toEqual([
      `${WHERE}\n💬 «one two»`,
      `${WHERE}\n💬 «three»`,
    ]);
  });

  it('are not taken, and their person is told so, when too many wait for a decision', async () => {
    const chat = new Rehearsal({ options: { maxParts: 1 } });
    for (let at = 1; at <= 6; at++) await chat.write(`part ${at}`);
    expect(chat.screen.said).toEqual([
      'This one I did not take. Please decide about one of the messages above first, then send it again.',
    ]);
    expect(chat.session()?.dialogs).toHaveLength(5);
  });

  it('become a new utterance while the one before is on its way', async () => {
    const chat = new Rehearsal();
    await chat.write('First');
    await chat.wait(1_000);
    await chat.press('New issue');
    await chat.answer(options);
    await chat.press('Create');
    const creation = chat.sent.at(-1);
    await chat.write('Second');
    await chat.wait(1_000);
    expect(chat.text()).toBe(`${WHERE}\n💬 «Second»`);
    expect(chat.labels()?.[0]).toEqual(['To First']);

    await chat.answer(created(issue(7, 'First')), creation);
    expect(chat.text()).toContain('created as #7');
    expect(chat.screen.slots.size).toBe(2);
  });

  it('go to the issue being created when the person says so', async () => {
    const chat = new Rehearsal();
    await chat.write('First');
    await chat.wait(1_000);
    await chat.press('New issue');
    await chat.press('Create');
    const creation = chat.sent.at(-1);
    await chat.write('Second');
    await chat.wait(1_000);
    await chat.press('To First');
    expect(chat.sent.at(-1)?.action).toMatchObject({ kind: 'comment', target: { createdBy: creation?.id } });
    expect(chat.text()).toBe('Adding to First…');
  });
});

describe('an album', () => {
  it('is one utterance', async () => {
    const chat = new Rehearsal();
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) await chat.write('', { files: [file(name)], album: 'trip' });
    await chat.wait(2_000);
    expect(chat.text()).toBe(`${WHERE}\n📎 3 files`);
  });

  it('whose last photo is late goes where the others went', async () => {
    const chat = new Rehearsal();
    await chat.write('', { files: [file('a.jpg')], album: 'trip' });
    await chat.wait(2_000);
    await chat.press('New issue');
    await chat.press('Create');
    const creation = chat.sent.at(-1);
    await chat.write('', { files: [file('b.jpg')], album: 'trip' });
    await chat.wait(2_000);
    expect(chat.sent.at(-1)?.action).toMatchObject({
      kind: 'comment',
      target: { createdBy: creation?.id },
      words: { files: [{ name: 'b.jpg' }] },
    });
  });
});

describe('what cannot be carried', () => {
  it('is told by its name', async () => {
    const chat = new Rehearsal();
    await chat.write('', { unsupported: 'poll' });
    expect(chat.screen.said).toEqual(['I cannot carry a poll. Please put it into words, or send it as a file.']);
    expect(chat.session()?.dialogs ?? []).toEqual([]);
  });

  it('does not keep the words beside it from going on', async () => {
    const chat = new Rehearsal();
    await chat.write('We are here', { unsupported: 'wormhole' });
    await chat.wait(1_000);
    expect(chat.screen.said).toEqual(['I cannot carry this kind of message. Everything else goes along.']);
    expect(chat.text()).toContain('We are here');
  });
});

describe('a person who blocks the bot', () => {
  it('is remembered as blocked until they come back', async () => {
    const chat = new Rehearsal();
    const blocked = async () => (await chat.lane.correlation.reads.blocked([chat.chat])).size;
    await chat.update({ kind: 'membership', status: 'blocked' });
    expect(await blocked()).toBe(1);
    await chat.update({ kind: 'membership', status: 'present' });
    expect(await blocked()).toBe(0);
  });
});
