import { z } from 'zod';
import type { MessageId, SessionKey } from '#contracts';

/**
 * Of a session that goes through its events once more, by message: that its words are to come in another command (`owed`), or
 * came, and were sent back once to come behind such (`returned`).
 */
const Owed = z.record(z.string(), z.enum(['owed', 'returned']));
export type Owed = z.infer<typeof Owed>;

export const owedKey = (session: SessionKey) => `${session}|owed`;

export const owedOf = (state: unknown): Owed => Owed.catch({}).parse(state);

/** Words of its session that were written earlier are still to come; these are none of them, and were not sent back yet. */
export const overtakes = (messages: readonly MessageId[], owed: Owed): boolean =>
  Object.keys(owed).length > 0 && !messages.some((message) => message in owed);

export const withOwed = (owed: Owed, messages: readonly MessageId[], as: Owed[string]): Owed => ({
  ...owed,
  ...Object.fromEntries(messages.map((message) => [message, as])),
});

/** They have come. */
export const withoutOwed = (owed: Owed, messages: readonly MessageId[]): Owed =>
  Object.fromEntries(Object.entries(owed).filter(([message]) => !messages.some((one) => one === message)));
