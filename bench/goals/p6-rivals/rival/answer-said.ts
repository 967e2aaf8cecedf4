import type { Said } from './said.js';
import { save, type Saving } from './save.js';

/** What a bot can do in a chat. `mark`: a mark that cannot be set holds nothing up. */
export type Voice = {
  tell(chat: number, words: string): Promise<unknown>;
  mark(chat: number, message: number, emoji: '✍' | '👌'): Promise<unknown>;
  complain(error: Error): void;
};

/** Saves what was said, and says in its chat that it was taken, saved, and as which issue, or that it was not. Throws where not. */
export async function answerSaid(
  { tell, mark, complain }: Voice,
  saving: Saving,
  said: Said,
  again: boolean,
): Promise<void> {
  const taken = mark(said.chat, said.message, '✍');
  try {
    const opened = await save(saving, said, again);
    if (opened !== undefined) await tell(said.chat, `Your words are issue #${opened}.`).catch(complain);
  } catch (error) {
    await tell(said.chat, 'This could not be saved. Please try again later.');
    throw error;
  }
  await taken;
  await mark(said.chat, said.message, '👌');
}
