import { expect, it } from '@jest/globals';
import { virtualClock } from '../../virtual-clock.js';
import { GroupLag } from './group-lag.js';

function setUp() {
  const clock = virtualClock();
  const told: string[] = [];
  let away = false;
  const commit = async ({ topics }: { topics: { partitions: { partition: number; offset: string }[] }[] }) => {
    if (away) throw new Error('the coordinator is away');
    told.push(
      topics.flatMap(({ partitions }) => partitions.map((one) => `${one.partition}: ${one.offset}`)).join(', '),
    );
  };
  const lag = new GroupLag('topic', clock);
  return {
    clock,
    told,
    lag,
    note: (lane: number, next: number) => lag.note(lane, next, commit),
    isAway: (yes: boolean) => void (away = yes),
  };
}

it('tells once a second how far the lanes are, and nothing twice', async () => {
  const { clock, told, note } = setUp();
  note(0, 1);
  note(0, 2);
  note(1, 7);
  await clock.advance(1_500);
  note(0, 3);
  await clock.advance(5_000);
  expect(told).toEqual(['0: 2, 1: 7', '0: 3']);
});

it('tells again what the group did not take, though no other batch comes', async () => {
  const { clock, told, note, isAway } = setUp();
  isAway(true);
  note(0, 1);
  await clock.advance(3_000);
  isAway(false);
  await clock.advance(1_500);
  expect(told).toEqual(['0: 1']);
});

it('tells nothing any more once its generation is over', async () => {
  const { clock, told, note, lag, isAway } = setUp();
  isAway(true);
  note(0, 1);
  await clock.advance(1_500);
  lag.forget();
  isAway(false);
  await clock.advance(5_000);
  expect(told).toEqual([]);
});
