import type { ClientBase } from 'pg';

type Database = Pick<ClientBase, 'query'>;

/** Who discards, why, and when (ms). */
export type Decision = { by: string; why: string; at: number };

/** A replay that begins: the record each letter goes into the log as. */
export type Claim = { number: number; replay: string };

/**
 * Claims letters for their replays, and returns the numbers of those it could: an open one is claimed once, and one that is
 * being replayed already by whoever sends the very same record.
 */
export async function claimLetters(
  db: Database,
  claims: readonly Claim[],
  by: string,
  at: number,
): Promise<Set<number>> {
  const { rows } = await db.query<{ number: string }>({
    text: `
      UPDATE dead_letter AS letter SET
        standing = 'replaying',
        replay = claim.replay,
        replays = letter.replays + CASE letter.standing WHEN 'open' THEN 1 ELSE 0 END,
        history = CASE letter.standing WHEN 'open' THEN letter.history || jsonb_build_array(jsonb_build_object(
          'what', 'replayed', 'at', $3::bigint, 'by', $4::text, 'as', claim.replay)) ELSE letter.history END
      FROM unnest($1::bigint[], $2::text[]) AS claim (number, replay)
      WHERE letter.number = claim.number
        AND (letter.standing = 'open' AND letter.replay IS DISTINCT FROM claim.replay
          OR letter.standing = 'replaying' AND letter.replay = claim.replay)
      RETURNING letter.number`,
    values: [claims.map(({ number }) => number), claims.map(({ replay }) => replay), at, by],
  });
  return new Set(rows.map(({ number }) => Number(number)));
}

/** Claims that came to nothing, since the log certainly has no record of theirs: their letters are open, as they were before. */
export async function releaseLetters(db: Database, claims: readonly Claim[]): Promise<void> {
  await db.query({
    text: `
      UPDATE dead_letter AS letter SET
        standing = 'open',
        replay = jsonb_path_query_array(letter.history - -1, '$[*] ? (@.what == "replayed").as') ->> -1,
        replays = letter.replays - 1,
        history = letter.history - -1
      FROM unnest($1::bigint[], $2::text[]) AS claim (number, replay)
      WHERE letter.number = claim.number AND letter.standing = 'replaying' AND letter.replay = claim.replay`,
    values: [claims.map(({ number }) => number), claims.map(({ replay }) => replay)],
  });
}

/**
 * The log has their records. One that has died again meanwhile is open, and stays it; the numbers of those that were discarded
 * meanwhile, whose records are dropped, are returned.
 */
export async function markReplayed(db: Database, claims: readonly Claim[]): Promise<Set<number>> {
  await endClaims(db, claims);
  const { rows } = await db.query<{ number: string }>({
    text: `SELECT number FROM dead_letter WHERE number = ANY($1::bigint[]) AND standing = 'discarded'`,
    values: [claims.map(({ number }) => number)],
  });
  return new Set(rows.map(({ number }) => Number(number)));
}

/** These claims came to their end: their letters are replayed. */
export async function endClaims(db: Database, claims: readonly Claim[]): Promise<void> {
  await db.query({
    text: `
      UPDATE dead_letter AS letter SET standing = 'replayed'
      FROM unnest($1::bigint[], $2::text[]) AS claim (number, replay)
      WHERE letter.number = claim.number AND letter.standing = 'replaying' AND letter.replay = claim.replay`,
    values: [claims.map(({ number }) => number), claims.map(({ replay }) => replay)],
  });
}

const DISCARD = `standing = 'discarded', history = letter.history || jsonb_build_array(jsonb_build_object(
  'what', 'discarded', 'at', $1::bigint, 'by', $2::text, 'why', $3::text))`;

/** Discards those of these letters that are open, and returns their numbers. They stay, and say by whom and why. */
export async function discardLetters(
  db: Database,
  numbers: readonly number[],
  { by, why, at }: Decision,
): Promise<number[]> {
  const { rows } = await db.query<{ number: string }>({
    text: `
      UPDATE dead_letter AS letter SET ${DISCARD}
      WHERE number = ANY($4::bigint[]) AND standing = 'open'
      RETURNING number`,
    values: [at, by, why, numbers],
  });
  return rows.map(({ number }) => Number(number));
}

/** Discards those of these letters that are still being replayed so, and returns their claims. */
export async function discardClaims(
  db: Database,
  claims: readonly Claim[],
  { by, why, at }: Decision,
): Promise<Claim[]> {
  const { rows } = await db.query<{ number: string; replay: string }>({
    text: `
      UPDATE dead_letter AS letter SET ${DISCARD}
      FROM unnest($4::bigint[], $5::text[]) AS claim (number, replay)
      WHERE letter.number = claim.number AND letter.standing = 'replaying' AND letter.replay = claim.replay
      RETURNING letter.number, letter.replay`,
    values: [at, by, why, claims.map(({ number }) => number), claims.map(({ replay }) => replay)],
  });
  return rows.map(({ number, replay }) => ({ number: Number(number), replay }));
}
