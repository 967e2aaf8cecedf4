import { z } from 'zod';
import type { Bubble, PersonChat } from '#apps/simulator';
import { type ChatKey, MessageId, SessionKey, sessionOf } from '#contracts';
import type { Told } from '#history';
import { askPostgres } from '../ground/ask-postgres.js';

/** Of what a session keeps, the dialogs it is in: their words, and the name that their buttons carry. */
const Session = z.object({
  key: SessionKey,
  state: z.object({
    dialogs: z.array(z.object({ id: z.string(), parts: z.array(z.object({ message: MessageId })) })),
  }),
});
const SESSIONS = `SELECT key, state FROM lane_state WHERE topic = 'session-events' AND state ->> 'dialogs' <> '[]'`;

export type Asking = { chat: ChatKey; dialog: string; messages: readonly MessageId[] };

/** What the product says that it asks people about. */
export async function askingIn(databaseUrl: string): Promise<Asking[]> {
  const sessions = z.array(Session).parse(await askPostgres(databaseUrl, SESSIONS));
  return sessions.flatMap(({ key, state: { dialogs } }) =>
    dialogs.map(({ id, parts }) => ({
      chat: sessionOf(key).chat,
      dialog: id,
      messages: parts.map(({ message }) => message),
    })),
  );
}

/**
 * Words that are still asked about, where their chat shows it: who looks at a copy of an earlier answer, which came late, may take
 * them for settled, and has them before their eyes all the same.
 */
export function stillAsked(
  asking: readonly Asking[],
  placeOf: (chat: ChatKey) => Pick<PersonChat, 'transcript'> | undefined,
): Told[] {
  return asking
    .filter(({ chat, dialog }) => shows(placeOf(chat)?.transcript() ?? [], dialog))
    .flatMap(({ chat, messages }) => messages.map((message) => ({ chat, message, as: 'asked' as const })));
}

/** A button's token names its dialog: `<owner>.<dialog>.<turn>.<verb>`. */
const shows = (bubbles: readonly Bubble[], dialog: string) =>
  bubbles.some(({ from, buttons }) => from.bot && buttons.flat().some(({ data }) => data?.split('.')[1] === dialog));
