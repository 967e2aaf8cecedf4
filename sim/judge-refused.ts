import type { Shown } from '#history';

const NOT_LET_IN = 'does not let me in';

/** People who were told that their tracker does not let them in: nobody here is locked out, not by a key they had made anew. */
export function* refused(shown: readonly Shown[]): Iterable<string> {
  const chats = new Set(shown.flatMap(({ chat, text }) => (text.includes(NOT_LET_IN) ? [chat] : [])));
  for (const chat of chats) yield `refused: ${chat} was told that the tracker does not let them in`;
}
