import type { Database } from './stored-letters.js';

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

/** The log has their records. One that has died again meanwhile is open, and stays it. */
export async function markReplayed(db: Database, claims: readonly Claim[]): Promise<void> {
  await db.query({
    text: `
      UPDATE dead_letter AS letter SET standing = 'replayed'
      FROM unnest($1::bigint[], $2::text[]) AS claim (number, replay)
      WHERE letter.number = claim.number AND letter.standing = 'replaying' AND letter.replay = claim.replay`,
    values: [claims.map(({ number }) => number), claims.map(({ replay }) => replay)],
  });
}

/** Discards those of these letters that are open, and returns their numbers. They stay, and say by whom and why. */
export async function discardLetters(
  db: Database,
  numbers: readonly number[],
  { by, why, at }: { by: string; why: string; at: number },
): Promise<number[]> {
  const { rows } = await db.query<{ number: string }>({
    text: `
      UPDATE dead_letter SET standing = 'discarded', history = history || jsonb_build_array(jsonb_build_object(
        'what', 'discarded', 'at', $2::bigint, 'by', $3::text, 'why', $4::text))
      WHERE number = ANY($1::bigint[]) AND standing = 'open'
      RETURNING number`,
    values: [numbers, at, by, why],
  });
  return rows.map(({ number }) => Number(number));
}
