import { expect, it } from '@jest/globals';
import { messageId } from '#contracts';
import { errorOf, isIn, sending, shownTo, words, type Setting } from '../setting.js';

export function editingPromises(setting: () => Setting): void {
  const menu = { buttons: [[{ label: 'Create', token: 'create' }]] };
  const newMenu = async () => {
    const anna = setting().newPerson('Anna');
    const said = anna.say('hello');
    const shown = await setting().adapter.send(sending(), anna.chat, words('Where does this belong?', menu));
    return { ...setting(), anna, said: messageId(said), shown };
  };

  it('changes words and buttons in place', async () => {
    const { adapter, anna, shown } = await newMenu();
    await adapter.edit(sending(), anna.chat, shown, words('Created.'));
    expect(shownTo(anna)).toMatchObject([{ id: shown, text: 'Created.', buttons: [] }]);
  });

  it('says so when an edit would change nothing', async () => {
    const { adapter, anna, shown } = await newMenu();
    const same = words('Where does this belong?', menu);
    expect(await errorOf(adapter.edit(sending(), anna.chat, shown, same))).toMatchObject({ kind: 'not-modified' });
  });

  it('says so when the message to edit is gone', async () => {
    const { adapter, anna, shown } = await newMenu();
    anna.delete(shown);
    expect(await errorOf(adapter.edit(sending(), anna.chat, shown, words('Created.')))).toMatchObject({
      kind: 'not-found',
    });
  });

  it('takes the buttons off a message and leaves its words', async () => {
    const { adapter, anna, shown } = await newMenu();
    await adapter.removeButtons(sending(), anna.chat, shown);
    expect(shownTo(anna)).toMatchObject([{ text: 'Where does this belong?', buttons: [] }]);
    const again = await errorOf(adapter.removeButtons(sending(), anna.chat, shown));
    expect(again).toMatchObject({ kind: 'not-modified' });
  });

  it('tells which of two messages stands below the other', async () => {
    const { adapter, anna, said, shown } = await newMenu();
    const last = messageId(anna.say('anyone there?'));
    expect([adapter.isBelow(shown, said), adapter.isBelow(last, shown)]).toEqual([true, true]);
    expect([adapter.isBelow(said, shown), adapter.isBelow(shown, shown)]).toEqual([false, false]);
  });

  it('reacts to a person’s message, in place of the reaction before, and takes it away', async () => {
    const { adapter, anna, said } = await newMenu();
    const reactions = () => anna.screen().find(({ id }) => id === said)?.reactions ?? [];
    await adapter.react(sending(), anna.chat, said, 'taken');
    const taken = reactions();
    await adapter.react(sending(), anna.chat, said, 'saved');
    const saved = reactions();
    await adapter.react(sending(), anna.chat, said, 'none');
    expect([taken.length, saved.length, reactions().length]).toEqual([1, 1, 0]);
    expect(taken).not.toEqual(saved);
  });

  it('hears a press with its token, and answers it with a notice', async () => {
    const { adapter, anna, shown, hears } = await newMenu();
    const pressed = anna.press(shown, 'Create');
    const { what } = await hears((update) => isIn(anna.chat, update.chat) && update.what.kind === 'pressed');
    if (what.kind !== 'pressed') throw new Error('That was no press.');
    expect(what).toMatchObject({ token: 'create', message: shown });
    await adapter.answerPress(sending(), what.press, 'One moment, please.');
    expect(await pressed.toast()).toBe('One moment, please.');
  });

  it('says so when a press is not there to be answered', async () => {
    const { adapter } = await newMenu();
    expect(await errorOf(adapter.answerPress(sending(), '1', undefined))).toMatchObject({ kind: 'not-found' });
  });
}
