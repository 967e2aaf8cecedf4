import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { TopicRecord } from '#contracts';
import { until } from '#testkit';
import { postgres } from '#testkit/parts';
import { laneOf } from '#lane';
import { LANES, letter, openStage, type Stage } from './rehearsal/stage.js';

const server = await postgres();
const MINUTE = 60_000;
const lane = laneOf(letter(1).key, LANES);
const decision = { by: 'boris', why: 'asked by phone' };
const notOpen = (number: number) => [
  { kind: 'not-open', why: 'there is no such letter that is open', numbers: [number] },
];
let stage: Stage;

beforeEach(async () => {
  stage = await openStage(server.url);
});
afterEach(() => stage.close());

/** A letter, and a replay of it that is about to send its record when its process is stopped. */
async function brokenOff() {
  await stage.die(letter(1));
  const [number = 0] = await stage.numbers();
  const stopped = Promise.withResolvers<void>();
  const goesOn = Promise.withResolvers<void>();
  const records: { id: string }[] = [];
  const acknowledged = () => new Set(records.map(({ id }) => id));
  const log = {
    lanes: LANES,
    async publish(all: readonly { id: string }[]) {
      records.push(...all);
      stopped.resolve();
      await goesOn.promise;
      return { acknowledged: acknowledged() };
    },
  };
  const replay = stage.open(log).replay({ numbers: [number] }, 'anna');
  await stopped.promise;
  return { number, replay, goOn: () => goesOn.resolve(), id: records[0]?.id ?? '' };
}
const standing = async (number: number) => (await stage.open().show(number, { body: false }))?.standing;

it('a letter whose replay broke off is discarded, and its record is taken in no more, whenever it comes', async () => {
  const { number, replay, goOn, id } = await brokenOff();
  stage.wait(MINUTE);
  expect(await stage.open().open({ all: true })).toEqual({ numbers: [number], desks: ['acme'] });
  expect(await stage.open().discard({ all: true }, decision)).toEqual({ discarded: 1, left: [] });
  expect(await stage.open().show(number, { body: false })).toMatchObject({
    standing: 'discarded',
    history: [{ what: 'given-up' }, { what: 'replayed', by: 'anna' }, { what: 'discarded', ...decision }],
  });
  expect(await stage.known(lane, [id])).toEqual([id]);

  goOn();
  expect(await replay).toEqual({ kind: 'done', replayed: 0, left: notOpen(number) });
  expect(await standing(number)).toBe('discarded');
  expect(await stage.open().replay({ all: true }, 'anna')).toMatchObject({ replayed: 0 });
});

it('a letter whose replay began less than a minute ago stays, and says so', async () => {
  const { number, replay, goOn, id } = await brokenOff();
  expect(await stage.open().discard({ numbers: [number] }, decision)).toEqual({
    discarded: 0,
    left: [{ kind: 'under-way', why: 'its replay began less than a minute ago', numbers: [number] }],
  });
  expect(await stage.open().discard({ all: true }, decision)).toEqual({ discarded: 0, left: [] });
  expect(await stage.known(lane, [id])).toEqual([]);
  goOn();
  expect(await replay).toMatchObject({ replayed: 1, left: [] });
});

it('a letter whose record was taken in is replayed, and not discarded any more', async () => {
  const { number, replay, goOn, id } = await brokenOff();
  await stage.takeIn(lane, [id]);
  stage.wait(MINUTE);
  expect(await stage.open().discard({ numbers: [number] }, decision)).toEqual({
    discarded: 0,
    left: [{ kind: 'arrived', why: 'its replay has arrived', numbers: [number] }],
  });
  expect(await standing(number)).toBe('replayed');
  goOn();
  expect(await replay).toMatchObject({ replayed: 1 });
});

it('a record that is just being taken in has arrived', async () => {
  const { number, replay, goOn, id } = await brokenOff();
  stage.wait(MINUTE);
  const owner = await stage.pool.connect();
  await owner.query('BEGIN');
  await owner.query('SELECT FROM lane WHERE topic = $1 AND lane = $2 FOR NO KEY UPDATE', ['session-events', lane]);
  const discarding = stage.open().discard({ numbers: [number] }, decision);
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await until(async () => (await stage.pool.query(waiting)).rowCount);
  await owner.query(`INSERT INTO inbox (topic, lane, day, id) VALUES ('session-events', $1, current_date, $2)`, [
    lane,
    id,
  ]);
  await owner.query('COMMIT');
  owner.release();
  expect(await discarding).toMatchObject({ discarded: 0, left: [{ kind: 'arrived' }] });
  goOn();
  await replay;
});

it('a letter of which nobody can tell which record it went as is left, with why', async () => {
  const { number, replay, goOn } = await brokenOff();
  await stage.pool.query(`UPDATE dead_letter SET value = '{'`);
  stage.wait(MINUTE);
  expect(await stage.open().discard({ numbers: [number] }, decision)).toMatchObject({ left: [{ kind: 'stays' }] });
  expect(await standing(number)).toBe('replaying');
  goOn();
  await replay;
});

it('of many, each is discarded once', async () => {
  await stage.die(...Array.from({ length: 45 }, (_, n) => letter(n + 1)));
  const deaf = { lanes: LANES, publish: async () => ({ acknowledged: new Set<string>() }) };
  await stage.open(deaf).replay({ all: true }, 'anna');
  stage.wait(MINUTE);
  const discards = [1, 2].map(() => stage.open().discard({ all: true }, decision));
  const discarded = (await Promise.all(discards)).map((one) => one.discarded);
  expect(discarded.reduce((sum, one) => sum + one, 0)).toBe(45);
  const { letters } = await stage.list({ standing: ['discarded'] });
  for (const { history } of letters)
    expect(history.map(({ what }) => what)).toEqual(['given-up', 'replayed', 'discarded']);
  expect(await stage.published()).toEqual([] satisfies TopicRecord[]);
});
