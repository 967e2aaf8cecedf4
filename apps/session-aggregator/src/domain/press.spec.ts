import { describe, expect, it } from '@jest/globals';
import { messageId } from '#contracts';
import { created, issue } from '../rehearsal/answers.js';
import { MARK } from '../rehearsal/desk.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';

async function menu() {
  const chat = new Rehearsal();
  await chat.write('The shop is slow');
  await chat.wait(1_000);
  const token = (label: string) =>
    chat.screen.last?.buttons.flat().find((button) => button.label === label)?.token ?? '';
  return { chat, token };
}

describe('a press', () => {
  it('of a button from before changes nothing, says so and shows the current menu', async () => {
    const { chat, token } = await menu();
    const old = token('Drop it');
    await chat.write('and dark');
    const version = chat.screen.last?.version ?? 0;
    expect(await chat.pressToken(old)).toBe('This menu is from before. Here is the current one.');
    expect(chat.screen.last?.version).toBe(version + 1);
    expect(chat.text()).toContain('«The shop is slow and dark»');
  });

  it('of a button that the current menu does not have is of one from before, whatever turn it says', async () => {
    const { chat, token } = await menu();
    const drop = token('Drop it');
    await chat.press('New issue');
    const sameTurn = drop.replace(/\.\d+\./, `.${token('Create').split('.')[2]}.`);
    const version = chat.screen.last?.version ?? 0;
    expect(await chat.pressToken(sameTurn)).toBe('This menu is from before. Here is the current one.');
    expect(chat.screen.last?.version).toBe(version + 1);
    expect(chat.text()).toContain('📝');
  });

  it('on the current menu is still good after a stale one', async () => {
    const { chat, token } = await menu();
    const old = token('Drop it');
    await chat.write('and dark');
    const current = token('New issue');
    await chat.pressToken(old);
    expect(await chat.pressToken(current)).toBeUndefined();
    expect(chat.text()).toContain('📝');
  });

  it('of a button whose dialog is over says so, and takes its buttons away', async () => {
    const { chat, token } = await menu();
    const old = token('Drop it');
    await chat.press('New issue');
    await chat.press('Create');
    await chat.answer(created(issue(1, 'The shop is slow')));
    expect(await chat.pressToken(old, undefined, messageId('3'))).toBe('This menu is from before.');
    expect(chat.records.at(-1)).toMatchObject({ body: { what: { kind: 'answer-press', spent: '3' } } });
  });

  it('leaves the buttons alone while words are collected, whose menu it may be once they are asked about again', async () => {
    const { chat, token } = await menu();
    const old = token('New issue');
    await chat.press('Drop it');
    await chat.write('The shop is dark');
    expect(await chat.pressToken(old, undefined, messageId('3'))).toBe('This menu is from before.');
    expect(chat.records.at(-1)).toMatchObject({ body: { what: { kind: 'answer-press' } } });
    expect(chat.records.at(-1)).not.toMatchObject({ body: { what: { spent: '3' } } });
  });

  it('made twice does it once, and both are answered', async () => {
    const { chat, token } = await menu();
    await chat.press('New issue');
    const create = token('Create');
    await chat.pressToken(create);
    expect(await chat.pressToken(create)).toBeUndefined();
    expect(chat.sentOf('create')).toHaveLength(1);
    expect([...chat.screen.answers.values()]).toEqual([[undefined], [undefined], [undefined]]);
  });

  it('made once more on another copy of the menu shows the current one below it', async () => {
    const { chat, token } = await menu();
    const again = token('New issue');
    await chat.pressToken(again, undefined, messageId('2'));
    const version = chat.screen.last?.version ?? 0;
    expect(await chat.pressToken(again, undefined, messageId('2'))).toBeUndefined();
    expect(chat.screen.last?.version).toBe(version);
    expect(await chat.pressToken(again, undefined, messageId('3'))).toBe(
      'This menu is from before. Here is the current one.',
    );
    expect(chat.records.at(-1)).toMatchObject({ body: { what: { kind: 'slot', pressedOn: '3' } } });
    expect(chat.text()).toContain('📝');
  });

  it('made once more a while later shows the current menu again: the person does not see it', async () => {
    const { chat, token } = await menu();
    const again = token('New issue');
    await chat.pressToken(again);
    const version = chat.screen.last?.version ?? 0;
    await chat.wait(2_000);
    expect(await chat.pressToken(again)).toBeUndefined();
    await chat.wait(2_000);
    expect(await chat.pressToken(again)).toBe('This menu is from before. Here is the current one.');
    expect(chat.screen.last?.version).toBeGreaterThan(version);
    expect(chat.text()).toContain('📝');
  });

  it('of someone else’s menu changes nothing and says whose it is not', async () => {
    const { chat, token } = await menu();
    const before = chat.session();
    expect(await chat.pressToken(token('Drop it'), MARK)).toBe(
      'This menu is someone else’s. Write to me, and you get your own.',
    );
    expect(chat.session()).toEqual(before);
  });

  it('that no button of ours ever sent is answered and does nothing', async () => {
    const { chat, token } = await menu();
    const before = chat.session()?.dialogs;
    const forged = ['', 'nonsense', '{"t":1}', `${token('Drop it')}.7x`];
    for (const text of forged) expect(await chat.pressToken(text)).toBeUndefined();
    expect(chat.session()?.dialogs).toEqual(before);
    expect(chat.screen.answers.size).toBe(forged.length);
  });

  it('is answered before anything else happens', async () => {
    const { chat } = await menu();
    const from = chat.records.length;
    await chat.press('New issue');
    expect(chat.records[from]).toMatchObject({ body: { what: { kind: 'answer-press' } } });
  });

  it('carries at most 64 bytes', async () => {
    const { chat } = await menu();
    for (const { token } of chat.screen.last?.buttons.flat() ?? [])
      expect(Buffer.byteLength(token ?? '')).toBeLessThan(65);
  });
});
