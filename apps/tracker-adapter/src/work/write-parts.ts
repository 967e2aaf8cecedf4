import { chatOf } from '#contracts';
import type { Work } from '#lane';
import type { Desk } from '#plugins';
import type { As } from '#ports/tracker';
import { composeSubject, composeWords } from '../domain/compose-words.js';
import { type CommandWork, commandWorkOf } from '../domain/work-body.js';
import { asAccount } from './as-account.js';
import { type Context, deskOf } from './context.js';
import type { Holder } from './present-key.js';

/** A command as it came from the store, with its desk. */
export type Opened = { desk: Desk; body: CommandWork; as: As };

export async function openCommand(context: Context, work: Work): Promise<Opened> {
  const body = commandWorkOf(work);
  const { acting, desk, sender } = body.command;
  const as: As = acting.kind === 'account' ? await asAccount(context, sender.user, acting) : { kind: 'service' };
  return { desk: deskOf(context, desk), body, as };
}

/** Whose credential it runs with. */
export const holderOf = ({ desk, body, as }: Opened): Holder => ({ desk, user: body.command.sender.user, as });

/** Which run of it this is. */
export const runOf = ({ clock }: Pick<Context, 'clock'>, work: Work) => ({
  attempt: work.attempt,
  at: clock.now(),
  trace: work.trace,
});

/** What a write sends, and what a look compares. */
export function wordsOf({ desk, body: { command } }: Opened): { text: string; subject?: string } {
  const text = composeWords(command, messengerOf(desk, command.chat), desk.markup);
  if (command.action.kind !== 'create') return { text };
  return { text, subject: composeSubject(command.action.subject, desk.tracker.capabilities.maxSubject, desk.markup) };
}

/** The messenger of a chat, as people know it. */
export function messengerOf(desk: Desk, chat: CommandWork['command']['chat']): string {
  const channel = desk.config.channels.find(({ id }) => id === chatOf(chat).channel);
  const name = channel?.messenger ?? 'chat';
  return name.charAt(0).toUpperCase() + name.slice(1);
}
