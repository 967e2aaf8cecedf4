import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { postgres } from '#testkit/parts';
import { letter, openStage, type Stage } from './rehearsal/stage.js';

const server = await postgres();
let stage: Stage;

beforeEach(async () => {
  stage = await openStage(server.url);
});
afterEach(() => stage.close());

describe('the list of dead letters', () => {
  it('goes page by page in the order in which they began, and says none of what they say', async () => {
    await stage.die(letter(3), letter(1), letter(2), letter(5), letter(4));
    const first = await stage.list({ limit: 2 });
    const second = await stage.list({ limit: 2, after: first.next });
    const third = await stage.list({ limit: 2, after: second.next });
    expect([first, second, third].map(({ letters }) => letters.map(({ bornAt }) => bornAt))).toEqual([
      [1, 2],
      [3, 4],
      [5],
    ]);
    expect(third.next).toBeUndefined();
    expect(JSON.stringify(first)).not.toMatch(/value|membership/);
  });

  it('is narrowed by desk, kind, cause, time and standing', async () => {
    await stage.die(
      letter(1),
      letter(2, { desk: 'globex' }),
      letter(3, { kind: 'outcome.v1' }),
      letter(4, { cause: 'not JSON' }),
    );
    const all = await stage.numbers();
    expect(await stage.numbers({ desk: 'globex' })).toEqual([all[1]]);
    expect(await stage.numbers({ kind: 'outcome.v1' })).toEqual([all[2]]);
    expect(await stage.numbers({ cause: 'not json' })).toEqual([all[3]]);
    expect(await stage.numbers({ since: 10_002, until: 10_004 })).toEqual([all[1], all[2]]);
    expect(await stage.numbers({ standing: ['discarded'] })).toEqual([]);
  });

  it('may be of the desks of which there are letters, also where all of them are discarded', async () => {
    await stage.die(letter(1, { desk: 'globex' }), letter(2), letter(3), letter(4, { whose: {} }));
    await stage.open().discard({ filter: { desk: 'globex' } }, { by: 'anna', why: 'asked by phone' });
    expect(await stage.open().desks()).toEqual(['acme', 'globex']);
  });

  it('reads a page of one desk among a hundred thousand by its index', async () => {
    await stage.pool.query(
      `INSERT INTO dead_letter (topic, lane, id, key, cause, value, at, desk, born_at)
       SELECT 'deliveries', 0, n::text, 'k', 'c', '', n, 'desk ' || n % 10, n FROM generate_series(1, 100000) n`,
    );
    await stage.pool.query('ANALYZE dead_letter');
    const asked = `EXPLAIN SELECT number FROM dead_letter WHERE standing = ANY('{open}') AND desk = 'desk 7'
      AND (born_at, number) > (500, 0) ORDER BY born_at, number LIMIT 50`;
    const { rows } = await stage.pool.query<{ 'QUERY PLAN': string }>(asked);
    expect(rows.map((row) => row['QUERY PLAN']).join()).toMatch(/Index Scan using dead_letter_of_desk/);
    expect((await stage.list({ desk: 'desk 7', after: '500-0' })).letters).toHaveLength(50);
  });
});

it('a letter says what it says only to who asks for it', async () => {
  await stage.die(letter(1));
  const [number = 0] = await stage.numbers();
  expect(await stage.open().show(number, { body: false })).not.toHaveProperty('body');
  expect(await stage.open().show(number, { body: true })).toMatchObject({ offset: 1, body: { kind: 'update.v1' } });
  expect(await stage.open().show(4_711, { body: true })).toBeUndefined();
});
