import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { migrate } from '#correlation/schema';
import { createDeadLetters, type DeadLetters } from '#dead-letters';
import { systemClock } from '#lane';
import { freshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';
import { discardLetters } from './discard-letters.js';

const server = await postgres();
const decision = { by: 'anna', why: 'asked by phone' };
let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: Pool;
let letters: DeadLetters;

beforeEach(async () => {
  database = await freshDatabase(server.url);
  await migrate(database.url, { lanes: 1 });
  pool = new Pool({ connectionString: database.url, max: 2 });
  const log = { lanes: 1, publish: async () => ({ acknowledged: new Set<string>() }) };
  letters = createDeadLetters({ db: pool, log, clock: systemClock });
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

/** Gives something of this desk up; its number. */
async function giveUp(desk: string): Promise<number> {
  const { rows } = await pool.query<{ number: string }>(
    `INSERT INTO dead_letter (topic, lane, id, key, cause, value, desk, at)
     VALUES ('deliveries', 0, gen_random_uuid(), 'k', 'failed', '', $1, 1) RETURNING number`,
    [desk],
  );
  return Number(rows[0]?.number);
}
const openNow = async () => (await letters.open({ all: true })).numbers;

describe('letters that are to be discarded', () => {
  it('are asked about by name, and only those go, whatever is given up meanwhile', async () => {
    const [first, second] = [await giveUp('acme'), await giveUp('acme')];
    const other = await giveUp('globex');
    const asked: string[] = [];
    let later = 0;
    const answer = await discardLetters(letters, { filter: { desk: 'acme' } }, decision, async (question) => {
      asked.push(question);
      later = await giveUp('acme');
      return true;
    });
    expect(asked).toEqual([
      `2 letters of acme (${first}, ${second}): what they are of will never be done. Discard them?`,
    ]);
    expect(answer).toEqual({ says: ['Discarded: 2.'], code: 0 });
    expect(await openNow()).toEqual([other, later]);
  });

  it('stay where whoever asks is not sure', async () => {
    const number = await giveUp('acme');
    expect(await discardLetters(letters, { all: true }, decision, async () => false)).toEqual({ says: [], code: 1 });
    expect(await openNow()).toEqual([number]);
  });

  it('by numbers that nobody knows are told, the others go, and nobody is asked where there is nothing to discard', async () => {
    const number = await giveUp('acme');
    const sure = async () => true;
    const never = async () => {
      throw new Error('nothing is there to ask about');
    };
    expect(await discardLetters(letters, { numbers: [number, 4_711] }, decision, sure)).toEqual({
      says: ['Discarded: 1.', 'There is no open letter 4711.'],
      code: 1,
    });
    expect(await discardLetters(letters, { numbers: [number] }, decision, never)).toMatchObject({ code: 1 });
    expect(await discardLetters(letters, { filter: { desk: 'acme' } }, decision, never)).toEqual({
      says: ['Discarded: 0.', 'No letter to discard matches.'],
      code: 0,
    });
  });
});
