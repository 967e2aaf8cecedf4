import type { StoredLetter } from './letter.js';
import type { Selection } from './selection.js';
import { type Database, type Page, type Place, readLetters } from './stored-letters.js';

/**
 * So many letters are held at once, and so many bytes of what they say; one that says more is held alone. While it is read and
 * sent, a letter takes several times what it says.
 */
const MOST = { letters: 200, bytes: 8 * 1024 * 1024 };

/**
 * What there is of a selection when it is asked for, a slice at a time, in the order in which what the letters are of began.
 * What is given up meanwhile is not among it: a replay would go on for ever where its letters die again at once.
 */
export async function* slicesOf(
  db: Database,
  selection: Selection,
  { standing, begunBefore }: Pick<Page, 'standing' | 'begunBefore'>,
): AsyncGenerator<StoredLetter[]> {
  const page = { standing, begunBefore, upTo: await newest(db), limit: MOST.letters, mostBytes: MOST.bytes };
  let after: Place | undefined;
  for (;;) {
    const letters = await readLetters(db, selection, { ...page, after });
    const last = letters.at(-1);
    if (!last) return;
    after = { bornAt: last.bornAt, number: last.number };
    yield letters;
  }
}

async function newest(db: Database): Promise<number> {
  const { rows } = await db.query<{ newest: string | null }>('SELECT max(number) AS newest FROM dead_letter');
  return Number(rows[0]?.newest ?? 0);
}
