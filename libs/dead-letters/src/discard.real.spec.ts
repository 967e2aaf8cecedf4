import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { postgres } from '#testkit/parts';
import { letter, openStage, type Stage } from './rehearsal/stage.js';

const server = await postgres();
let stage: Stage;

beforeEach(async () => {
  stage = await openStage(server.url);
});
afterEach(() => stage.close());

describe('what is discarded', () => {
  const decision = { by: 'anna', why: 'asked by phone' };
  const notOpen = (...all: number[]) => ({
    kind: 'not-open',
    why: 'there is no such letter that is open',
    numbers: all,
  });

  it('stays, with by whom and why, and is replayed no more', async () => {
    await stage.die(letter(1), letter(2));
    const [number = 0] = await stage.numbers();
    expect(await stage.open().discard({ numbers: [number] }, decision)).toEqual({ discarded: 1, left: [] });
    expect(await stage.open().discard({ numbers: [number] }, decision)).toEqual({
      discarded: 0,
      left: [notOpen(number)],
    });
    const left = [notOpen(number)];
    expect(await stage.open().replay({ numbers: [number] }, 'anna')).toEqual({ kind: 'done', replayed: 0, left });
    expect(await stage.open().show(number, { body: false })).toMatchObject({
      standing: 'discarded',
      history: [{ what: 'given-up' }, { what: 'discarded', ...decision }],
    });
  });

  it('is what is open of what was named, and the numbers of which no letter is open are told', async () => {
    await stage.die(letter(1), letter(2), letter(3));
    const [first = 0, second = 0] = await stage.numbers();
    await stage.open().discard({ numbers: [second] }, decision);
    const named = { numbers: [4_711, second, first] };
    expect(await stage.open().discard(named, decision)).toEqual({ discarded: 1, left: [notOpen(second, 4_711)] });
    expect(await stage.numbers()).toHaveLength(1);
  });

  it('is told beforehand: the numbers that are open, and their desks', async () => {
    await stage.die(letter(2, { desk: 'globex' }), letter(1), letter(3, { whose: {} }), letter(4));
    const all = (await stage.numbers()).toSorted((a, b) => a - b);
    expect(await stage.open().open({ all: true })).toEqual({ numbers: all, desks: ['acme', 'globex', undefined] });
    const [first = 0] = await stage.numbers({ desk: 'globex' });
    expect(await stage.open().open({ numbers: [first, 4_711] })).toEqual({ numbers: [first], desks: ['globex'] });
  });

  it('by a filter is all that matches it, however much that is', async () => {
    await stage.pool.query(
      `INSERT INTO dead_letter (topic, lane, id, key, cause, value, at, desk, born_at)
       SELECT 'deliveries', 0, n::text, 'k', 'c', '', n, 'acme', n FROM generate_series(1, 2500) n`,
    );
    await stage.die(letter(1, { desk: 'globex' }));
    expect(await stage.open().discard({ filter: { desk: 'acme' } }, decision)).toEqual({ discarded: 2_500, left: [] });
    expect(await stage.numbers()).toHaveLength(1);
  });
});
