import type { Bubble, PersonChat } from '#apps/simulator';
import type { Colleague, Office } from './redmine-office.js';

/** Generous: the machine may be busy with other tests. */
export const PATIENCE = { withinMs: 60_000 };

const hasButton = (label: string) => (bubble: Bubble) => bubble.buttons.flat().some(({ text }) => text.includes(label));

/** Links a chat to an account: the code from the chat goes into the account's own field. */
export async function linkByCode(chat: PersonChat, office: Office, account: Colleague): Promise<void> {
  chat.start();
  const hello = await chat.hears('I connect this chat', PATIENCE);
  const [code] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(hello.text) ?? [];
  if (!code) throw new Error(`There is no code in "${hello.text}"`);
  await office.enterCode(account, code);
  await chat.hears('now. Write to me', PATIENCE);
}

/** Presses the button with these words once it is there. */
export async function pressWhenShown(chat: PersonChat, label: string, after = 0): Promise<void> {
  const bubble = await chat.waitFor(hasButton(label), { ...PATIENCE, after });
  chat.press(bubble.id, label);
}

/** Makes an issue of these words by the menu; gives its number and the message that says so. */
export async function makeIssue(
  chat: PersonChat,
  words: string,
  patience = PATIENCE,
): Promise<{ issue: number; told: Bubble }> {
  const said = chat.say(words);
  await pressWhenShown(chat, 'New issue', said);
  await pressWhenShown(chat, 'Create', said);
  const told = await chat.hears('created as', { ...patience, after: said });
  return { issue: Number(/#(\d+)/.exec(told.text)?.[1]), told };
}

/** Waits until a person's own message carries one of these reactions of the bot. */
export const isMarked = (chat: PersonChat, message: number, emojis = ['👌'], patience = PATIENCE) =>
  chat.waitFor(
    ({ id, reactions }) => id === message && reactions.some(({ emoji }) => emojis.includes(emoji)),
    patience,
  );
