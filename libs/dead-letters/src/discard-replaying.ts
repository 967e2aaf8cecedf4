import type { PoolClient } from 'pg';
import { laneOf } from '#lane';
import type { StoredLetter } from './letter.js';
import { planReplay } from './plan-replay.js';
import { type Claim, type Decision, discardClaims, endClaims } from './standings.js';
import type { Database } from './stored-letters.js';

/** `arrived`: their replays' records were taken in, so that there is nothing to discard any more: they are replayed. */
type Ended = { discarded: number[]; arrived: number[]; stays: { why: string; number: number }[] };

type Place = { topic: string; lane: number };

/**
 * Discards letters whose replay broke off. Nobody can tell whether the log has its record, or will have it yet, from a process
 * that was paused: so its id becomes known to the inbox of its lane, and the record, whenever it comes, is dropped as taken in.
 */
export async function discardReplaying(
  db: Database,
  lanes: number,
  letters: readonly StoredLetter[],
  decision: Decision,
): Promise<Ended> {
  const ended: Ended = { discarded: [], arrived: [], stays: [] };
  const byLane = new Map<string, Place & { claims: Claim[] }>();
  for (const letter of letters) {
    const { number } = letter;
    // Whether its time is over does not matter: it was claimed when it was not.
    const plan = planReplay(letter, 0);
    if (plan.kind === 'stays') {
      ended.stays.push({ why: plan.why, number });
      continue;
    }
    const { topic, key, id: replay } = plan.record;
    const lane = laneOf(key, lanes);
    const place = byLane.get(`${topic}/${lane}`) ?? { topic, lane, claims: [] };
    place.claims.push({ number, replay });
    byLane.set(`${topic}/${lane}`, place);
  }
  for (const { claims, ...place } of byLane.values()) {
    const { discarded, arrived } = await inTransaction(db, (client) => endInLane(client, place, claims, decision));
    ended.discarded.push(...discarded);
    ended.arrived.push(...arrived);
  }
  return ended;
}

/** Under the lock that every transaction of the lane takes: a record is either taken in already, or never will be. */
async function endInLane(
  client: PoolClient,
  { topic, lane }: Place,
  claims: readonly Claim[],
  decision: Decision,
): Promise<Pick<Ended, 'discarded' | 'arrived'>> {
  await client.query('SELECT FROM lane WHERE topic = $1 AND lane = $2 FOR NO KEY UPDATE', [topic, lane]);
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM inbox WHERE topic = $1 AND lane = $2 AND id = ANY($3::text[])',
    [topic, lane, claims.map(({ replay }) => replay)],
  );
  const known = new Set(rows.map(({ id }) => id));
  const arrived = claims.filter(({ replay }) => known.has(replay));
  await endClaims(client, arrived);
  const discarded = await discardClaims(
    client,
    claims.filter(({ replay }) => !known.has(replay)),
    decision,
  );
  await client.query(
    `INSERT INTO inbox (topic, lane, day, id)
     SELECT $1, $2, (now() AT TIME ZONE 'utc')::date, id FROM unnest($3::text[]) AS id`,
    [topic, lane, discarded.map(({ replay }) => replay)],
  );
  const numbers = (all: readonly Claim[]) => all.map(({ number }) => number);
  return { discarded: numbers(discarded), arrived: numbers(arrived) };
}

async function inTransaction<T>(db: Database, run: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await db.connect();
  // A connection that breaks tells by its next statement; unheard, its event would end the process.
  const unheard = () => undefined;
  client.on('error', unheard);
  try {
    await client.query('BEGIN');
    const result = await run(client);
    await client.query('COMMIT');
    client.off('error', unheard).release();
    return result;
  } catch (error) {
    // With its connection ends what it holds.
    client.off('error', unheard).release(true);
    throw error;
  }
}
