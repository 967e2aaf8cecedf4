import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '#contracts';
import { ANNAS_LINK, GROUP_CHAT } from '../rehearsal/desk.js';
import { Rehearsal } from '../rehearsal/rehearsal.js';

const MINUTE = 60_000;
const linked: Outcome = {
  kind: 'confirmed',
  result: { kind: 'linked', account: ANNAS_LINK.account, login: 'anna', name: 'Anna Karenina' },
  dropped: [],
};
const expired: Outcome = { kind: 'rejected', reason: { kind: 'expired' } };
const stranger = () => new Rehearsal({ links: [] });
const codeOf = (chat: Rehearsal) => /^[0-9A-Z]{4}-[0-9A-Z]{4}$/m.exec(chat.text() ?? '')?.[0];

describe('/start', () => {
  it('gives a stranger a one-time code and the page to put it on', async () => {
    const chat = stranger();
    await chat.bot('start');
    expect(chat.text()).toMatch(
      /^Hello, Anna\. I connect this chat with Acme Support\.\n.*the field Telegram and save:\n[0-9A-Z]{4}-[0-9A-Z]{4}\nI notice it within a minute\. The code is good for 10 minutes\.$/,
    );
    expect(chat.labels()).toEqual([['Open My account']]);
    expect(chat.sent).toMatchObject([
      {
        acting: { kind: 'shared' },
        action: { kind: 'prove-link', code: codeOf(chat), expiresAt: chat.now + 10 * MINUTE },
      },
    ]);
  });

  it('greets by the account’s name once the code was found', async () => {
    const chat = stranger();
    await chat.bot('start');
    await chat.answer(linked);
    expect(chat.text()).toBe(
      'This is Anna Karenina now. Write to me as you would to a colleague; I ask where it belongs. News of your issues comes here.',
    );
    expect(chat.session()?.dialogs).toEqual([]);
  });

  it('says so when the account is known already', async () => {
    const chat = new Rehearsal();
    await chat.bot('start');
    expect(chat.screen.said).toEqual(['You are Anna Karenina here. There is nothing more to do: simply write.']);
    expect(chat.sent).toEqual([]);
  });

  it('shows the same code again while it is good', async () => {
    const chat = stranger();
    await chat.bot('start');
    const code = codeOf(chat);
    await chat.wait(5 * MINUTE);
    await chat.bot('start');
    expect(codeOf(chat)).toBe(code);
    expect(chat.text()).toContain('good for 5 minutes');
    expect(chat.sent).toHaveLength(1);
  });

  it('offers another code when one has expired, and so many an hour', async () => {
    const chat = stranger();
    await chat.bot('start');
    const codes = new Set([codeOf(chat)]);
    for (let at = 1; at < 6; at++) {
      await chat.answer(expired);
      expect(chat.text()).toBe('This code is no longer good. Take a new one whenever you like.');
      await chat.press('New code');
      codes.add(codeOf(chat));
    }
    expect(codes.size).toBe(6);
    await chat.answer(expired);
    expect(chat.text()).toBe('That was many codes in a short time. Please ask for a new one in an hour.');
    await chat.press('New code');
    expect(chat.sent).toHaveLength(6);

    await chat.wait(60 * MINUTE);
    await chat.press('New code');
    expect(chat.sent).toHaveLength(7);
  });

  it('says that the tracker does not answer, and goes on looking', async () => {
    const chat = stranger();
    await chat.bot('start');
    await chat.answer({ kind: 'waiting', why: 'tracker-down' });
    expect(chat.text()).toContain('⏳ Redmine does not answer right now.');
    await chat.answer(linked);
    expect(chat.text()).toContain('This is Anna Karenina now.');
  });

  it('shows no code in a group', async () => {
    const chat = new Rehearsal({ links: [], chat: GROUP_CHAT });
    await chat.bot('start');
    expect(chat.text()).toContain('Please write to me in a private chat to connect your account');
    expect(chat.sent).toEqual([]);
  });

  it('says so where accounts cannot be connected', async () => {
    const chat = new Rehearsal({ links: [], options: { linking: undefined } });
    await chat.bot('start');
    expect(chat.text()).toContain('Accounts cannot be connected here.');
  });
});

describe('words of someone without a link', () => {
  it('are kept, and asked about once the link is there', async () => {
    const chat = stranger();
    await chat.write('The shop is slow');
    await chat.wait(1_000);
    expect(codeOf(chat)).toBeDefined();
    expect(chat.text()).toContain('💬 Your words are kept until then.\n💬 «The shop is slow»');
    await chat.write('very slow');
    expect(chat.text()).toContain('«The shop is slow very slow»');
    expect(chat.sent).toHaveLength(1);

    await chat.answer(linked);
    expect(chat.text()).toMatch(
      /^This is Anna Karenina now\..*\nWhere does this belong\?\n💬 «The shop is slow very slow»$/,
    );
    await chat.press('New issue');
    await chat.press('Create');
    expect(chat.sent.at(-1)).toMatchObject({ key: 'account:acme/7', action: { kind: 'create' } });
  });

  it('are kept when the code expires', async () => {
    const chat = stranger();
    await chat.write('The shop is slow');
    await chat.wait(1_000);
    await chat.answer(expired);
    expect(chat.text()).toContain('💬 «The shop is slow»');
    expect(chat.labels()).toEqual([['New code'], ['Drop it']]);
  });

  it('go on when the link was made elsewhere meanwhile', async () => {
    const chat = new Rehearsal({ links: [], chat: GROUP_CHAT });
    await chat.bot('start');
    const menu = chat.screen.last?.message;
    await chat.write('The shop is slow', { replyTo: menu });
    expect(chat.text()).toContain('I do not know you yet.');
    chat.link();
    await chat.press('Try again');
    expect(chat.text()).toBe('Anna,\nWhere does this belong?\n💬 «The shop is slow»');
  });
});
