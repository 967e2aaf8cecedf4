import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createDueTimes } from './due-times.js';

const MOST = 4;

/** The rows of the database, and the times that are known of them. */
function setUp(rows: readonly { key: string; dueAt: number }[]) {
  const stored = new Map(rows.map(({ key, dueAt }) => [key, dueAt]));
  const times = createDueTimes(MOST);
  const write = (key: string, dueAt: number | undefined) => {
    if (dueAt === undefined) stored.delete(key);
    else stored.set(key, dueAt);
    times.follow([{ key, state: dueAt === undefined ? null : {}, dueAt }]);
  };
  /** Earliest first, `MOST` and those of the same time as the last. */
  const after = (from: number) => {
    const found = [...stored].map(([key, dueAt]) => ({ key, dueAt })).filter(({ dueAt }) => dueAt > from);
    found.sort((a, b) => a.dueAt - b.dueAt);
    return found.filter(({ dueAt }) => dueAt <= (found[MOST - 1]?.dueAt ?? Infinity));
  };
  const read = () => {
    const from = times.missing();
    if (from !== undefined) times.read(after(from));
  };
  return { times, stored, write, read };
}

const windows = fc.uniqueArray(fc.record({ key: fc.stringMatching(/^[a-z]{1,2}$/), dueAt: fc.nat(20) }), {
  selector: ({ key }) => key,
  maxLength: 40,
});
const writes = fc.array(
  fc.record({ key: fc.stringMatching(/^[a-z]{1,2}$/), dueAt: fc.option(fc.nat(25), { nil: undefined }) }),
  { maxLength: 60 },
);

it('ends every window in its time and its turn, whatever is opened, moved and closed meanwhile, and knows few at once', () => {
  fc.assert(
    fc.property(windows, writes, (rows, moves) => {
      const { times, stored, write, read } = setUp(rows);
      const left = [...moves];
      for (let now = 0; now <= 25; now += 1) {
        for (read(); ; read()) {
          const expected = [...stored].filter(([, at]) => at <= now);
          const keys = times.take(now, 3);
          if (keys.length === 0) {
            expect(expected).toEqual([]);
            break;
          }
          const latest = Math.max(...keys.map((key) => stored.get(key) ?? Infinity));
          expect(latest).toBeLessThanOrEqual(now);
          for (const key of keys) stored.delete(key);
          expect(expected.filter(([key, at]) => stored.has(key) && at < latest)).toEqual([]);
        }
        for (const { key, dueAt } of left.splice(0, 3)) write(key, dueAt === undefined ? undefined : now + dueAt);
      }
    }),
  );
});

it('knows no more than twice as many as it reads at once, but for those of one moment', () => {
  const { times, write, read } = setUp([]);
  read();
  for (let i = 0; i < 100; i += 1) {
    write(`later${i}`, 1_000 - i);
    expect(times.size()).toBeLessThan(2 * MOST);
  }
  expect(times.earliest()?.key).toBe('later99');
});
