import { type DecisionBook, openDecisionBook } from './decision-book.js';
import { type LaneBook, openLaneBook } from './lane-book.js';
import { type LetterBook, openLetterBook } from './letter-book.js';
import { openOutboxBook, type OutboxBook } from './outbox-book.js';

/** What the database itself writes down of a run. */
export type Books = {
  /** Who had which lane when, and committed for it. */
  lanes: LaneBook;
  /** What became a dead letter. */
  letters: LetterBook;
  /** When changes were noticed. */
  decisions: DecisionBook;
  /** Which lane wanted what published. */
  outbox: OutboxBook;
};

export const openBooks = async (databaseUrl: string): Promise<Books> => ({
  lanes: await openLaneBook(databaseUrl),
  letters: await openLetterBook(databaseUrl),
  decisions: await openDecisionBook(databaseUrl),
  outbox: await openOutboxBook(databaseUrl),
});
