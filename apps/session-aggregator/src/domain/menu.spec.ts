import { describe, expect, it } from '@jest/globals';
import { Rehearsal } from '../rehearsal/rehearsal.js';

async function menu(text = 'The shop is slow') {
  const chat = new Rehearsal();
  await chat.write(text);
  await chat.wait(1_000);
  return chat;
}

describe('dropping', () => {
  it('asks nothing, says so with the words, and can be undone', async () => {
    const chat = await menu();
    await chat.press('Drop it');
    expect(chat.text()).toBe('Dropped. Nothing was sent.\n💬 «The shop is slow»');
    await chat.press('Bring it back');
    expect(chat.text()).toBe('Where does this belong?\n💬 «The shop is slow»');
  });

  it('leaves new words alone', async () => {
    const chat = await menu();
    await chat.press('Drop it');
    await chat.write('Something else');
    await chat.wait(1_000);
    expect(chat.text()).toBe('Where does this belong?\n💬 «Something else»');
  });

  it('can be undone for the last six', async () => {
    const chat = new Rehearsal();
    const undo: string[] = [];
    for (const word of ['one', 'two', 'three', 'four', 'five', 'six', 'seven']) {
      await chat.write(word);
      await chat.wait(1_000);
      await chat.press('Drop it');
      undo.push(chat.screen.last?.buttons[0]?.[0]?.token ?? '');
    }
    expect(await chat.pressToken(undo[0] ?? '')).toBe('This menu is from before.');
    expect(await chat.pressToken(undo[1] ?? '')).toBeUndefined();
    expect(chat.text()).toContain('«two»');
  });
});

describe('/cancel', () => {
  it('puts away what is open, with its words', async () => {
    const chat = await menu();
    await chat.bot('cancel');
    expect(chat.text()).toBe('Dropped. Nothing was sent.\n💬 «The shop is slow»');
  });

  it('puts away words whose window is still open', async () => {
    const chat = new Rehearsal();
    await chat.write('The shop is slow');
    await chat.bot('cancel');
    await chat.wait(5_000);
    expect(chat.text()).toBe('Dropped. Nothing was sent.\n💬 «The shop is slow»');
    expect(chat.sent).toEqual([]);
  });

  it('says so when there is nothing', async () => {
    const chat = new Rehearsal();
    await chat.bot('cancel');
    expect(chat.screen.said).toEqual(['There is nothing to put away.']);
  });

  it('does not stop words on their way', async () => {
    const chat = await menu();
    await chat.press('New issue');
    await chat.press('Create');
    await chat.bot('cancel');
    expect(chat.screen.said).toEqual(['There is nothing to put away.']);
    expect(chat.session()?.dialogs).toHaveLength(1);
  });
});
