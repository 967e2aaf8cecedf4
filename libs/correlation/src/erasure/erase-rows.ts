import type { Queryable } from '../postgres/queryable.js';
import { deleteFound, deleteSlices, findSlice, type Rows } from '../retention/delete-slices.js';
import { keptRecords, laneHoldings, sideHoldings } from './holdings.js';
import { marksOf, type Subject } from './subject.js';

type Place = { topic: string; lane: number };

/** Every row of theirs as it is now, by table. */
export async function countRows(db: Queryable, subject: Subject, words: readonly string[]) {
  const counted = new Map<string, number>();
  for (const { table, where, values, column } of await holdings(db, subject, words)) {
    const { rows } = await db.query<{ n: string }>(`SELECT count(*) AS n FROM ${table} WHERE ${where}`, [...values]);
    const name = column ? `${table}.${column}` : table;
    counted.set(name, (counted.get(name) ?? 0) + Number(rows[0]?.n));
  }
  return counted;
}

/**
 * Erases every row of theirs, in small transactions; returns how many there were. Safe to be killed and begun again. `db` must
 * be one connection, not a pool.
 */
export async function eraseRows(db: Queryable, subject: Subject, words: readonly string[]): Promise<number> {
  let erased = 0;
  for (const place of await lanes(db)) erased += await eraseInLane(db, subject, place);
  for (const rows of await sides(db, subject, words)) erased += await deleteSlices(db, rows);
  return erased;
}

/** How often nothing must be found: once more after whatever was under way the first time has ended. */
const QUIET = 2;

/**
 * What is theirs is looked for while the lane goes on, and deleted under the lock that every transaction of it takes: no step of
 * its owner is half done then.
 */
async function eraseInLane(db: Queryable, subject: Subject, { topic, lane }: Place): Promise<number> {
  const { atRest, inMemory } = laneHoldings(marksOf(subject), topic, lane);
  let erased = 0;
  for (let quiet = 0; quiet < QUIET;) {
    const [resting, running] = [await findAll(db, atRest), await findAll(db, inMemory)];
    const none = [...resting, ...running].every(({ found }) => found.length === 0);
    quiet = none ? quiet + 1 : 0;
    erased += await locked(db, { topic, lane }, async () => {
      const forgotten = await deleteAll(db, resting);
      const ended = await deleteAll(db, running);
      // Its owner has these in memory: by another nonce it loses the lane, and takes it up again as it is now.
      const disown = `UPDATE lane SET nonce = gen_random_uuid()::text, holder = NULL WHERE topic = $1 AND lane = $2`;
      if (ended > 0) await db.query(disown, [topic, lane]);
      return forgotten + ended;
    });
  }
  return erased;
}

async function locked(db: Queryable, { topic, lane }: Place, erase: () => Promise<number>): Promise<number> {
  await db.query('BEGIN');
  try {
    await db.query('SELECT FROM lane WHERE topic = $1 AND lane = $2 FOR NO KEY UPDATE', [topic, lane]);
    const erased = await erase();
    await db.query('COMMIT');
    return erased;
  } catch (error) {
    await db.query('ROLLBACK');
    throw error;
  }
}

type Found = { rows: Rows; found: readonly string[] };

/** One table after the other, in the order in which what is theirs goes on from one to the next. */
async function findAll(db: Queryable, all: readonly Rows[]): Promise<Found[]> {
  const each: Found[] = [];
  for (const rows of all) each.push({ rows, found: await findSlice(db, rows) });
  return each;
}

async function deleteAll(db: Queryable, all: readonly Found[]): Promise<number> {
  let erased = 0;
  for (const { rows, found } of all) erased += await deleteFound(db, rows, found);
  return erased;
}

async function holdings(db: Queryable, subject: Subject, words: readonly string[]): Promise<Rows[]> {
  const marks = marksOf(subject);
  const inLanes = (await lanes(db)).flatMap(({ topic, lane }) => {
    const { atRest, inMemory } = laneHoldings(marks, topic, lane);
    return [...atRest, ...inMemory];
  });
  return [...inLanes, ...(await sides(db, subject, words))];
}

async function sides(db: Queryable, subject: Subject, words: readonly string[]): Promise<Rows[]> {
  const marks = marksOf(subject);
  const kept = (await isThere(db, 'log_record')) ? [keptRecords(marks, words)] : [];
  return [...kept, ...sideHoldings(marks, subject)];
}

/** The log of a single machine brings tables of its own. */
export async function isThere(db: Queryable, table: string): Promise<boolean> {
  const { rows } = await db.query<{ there: boolean }>(`SELECT to_regclass($1) IS NOT NULL AS there`, [table]);
  return rows[0]?.there ?? false;
}

async function lanes(db: Queryable): Promise<Place[]> {
  return (await db.query<Place>('SELECT topic, lane FROM lane ORDER BY topic, lane')).rows;
}
