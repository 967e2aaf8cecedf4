import { expect, it } from '@jest/globals';
import { stoodStill } from './stood-still.js';

it('tells how long each lane took nothing in while records waited for it', () => {
  const published = [
    { at: 100, from: 'one', ids: ['a', 'b'] },
    { at: 150, from: 'one', ids: ['c', 'of another lane'] },
    { at: 900, from: 'again', ids: ['c'] },
    { at: 1_000, from: 'one', ids: ['d'] },
  ];
  const taken = (at: number, lane: number, ...ids: string[]) =>
    ids.map((id) => ({ topic: 'deliveries', lane, id, at }));
  const lanes = [...taken(1_020, 0, 'd'), ...taken(300, 0, 'a', 'b'), ...taken(400, 0, 'c')];
  const stalls = stoodStill(published, [...lanes, ...taken(160, 1, 'of another lane')]);
  expect(stalls.map(({ ms }) => ms)).toEqual([200, 100, 20, 10]);
  expect(stalls.at(-1)).toEqual({ topic: 'deliveries', lane: 1, at: 160, ms: 10 });
});
