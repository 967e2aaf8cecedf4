import type { Clock, Log } from '#lane';
import { Letter, type StoredLetter, type WholeLetter } from './letter.js';
import { bodyOf, isOfWork, readWork, standingOf } from './read-work.js';
import { replayLetters, type Replayed } from './replay.js';
import { type Discarded, discardOpen, overSince } from './discard.js';
import type { ListQuery, Selection } from './selection.js';
import { type Database, type OpenLetters, type Place, readDesks, readLetters, readOpen } from './stored-letters.js';

/** A page of letters; `next`: where there are more, the cursor behind which they begin. */
export type LetterPage = { letters: Letter[]; next?: string | undefined };

/** What operators do with dead letters, whether by the command or over the admin API. */
export type DeadLetters = {
  list(query: ListQuery): Promise<LetterPage>;
  /** Of which desks there are letters, whatever became of them. */
  desks(): Promise<string[]>;
  /** Undefined where there is no letter of this number. */
  show(number: number, what: { body: boolean }): Promise<WholeLetter | undefined>;
  replay(selection: Selection, by: string): Promise<Replayed>;
  /** What `discard` would discard now: those of the selection that are open, or stuck in a replay that is over. */
  open(selection: Selection): Promise<OpenLetters>;
  discard(selection: Selection, decision: { by: string; why: string }): Promise<Discarded>;
};

export function createDeadLetters(parts: {
  db: Database;
  log: Pick<Log, 'lanes' | 'publish'>;
  clock: Clock;
}): DeadLetters {
  const { db, clock } = parts;
  return {
    async list({ standing, limit, after, ...filter }) {
      const page = { standing, limit: limit + 1, brief: true, after: after === undefined ? undefined : placeOf(after) };
      const letters = await readLetters(db, { filter }, page);
      const shown = letters.slice(0, limit);
      const last = shown.at(-1);
      const next = letters.length > limit && last ? `${last.bornAt}-${last.number}` : undefined;
      return { letters: shown.map(withoutWords), next };
    },
    desks: () => readDesks(db),
    async show(number, { body }) {
      const standing = ['open', 'replaying', 'replayed', 'discarded'] as const;
      const [letter] = await readLetters(db, { numbers: [number] }, { standing, limit: 1 });
      if (!letter) return undefined;
      const work = isOfWork(letter) ? (readWork(letter) ?? []) : [];
      return { ...withoutWords(letter), work: work.map(standingOf), ...(body && { body: bodyOf(letter) }) };
    },
    replay: (selection, by) => replayLetters(parts, selection, by),
    open: (selection) => readOpen(db, selection, overSince(clock)),
    discard: (selection, decision) => discardOpen(parts, selection, decision),
  };
}

/** Parsing takes away what an operator is not shown. */
const withoutWords = (letter: StoredLetter): Letter => Letter.parse(letter);

function placeOf(cursor: string): Place {
  const [bornAt = 0, number = 0] = cursor.split('-').map(Number);
  return { bornAt, number };
}
