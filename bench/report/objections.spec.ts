import { expect, it } from '@jest/globals';
import type { Cluster } from './result.js';
import { aboutMessages, objections } from './objections.js';

const fine = { doubled: 0, swapped: 0, withoutFile: 0 };
const usage = { apart: 0, others: 0 };
const load = { part: 0.6, messages: 10, received: 10, withoutFile: 0, medians: { first: 1, last: 1 }, usage };
const drain = { ...fine, messages: 10, received: 10, fill: { usage }, usage };
const seen = (of: object) => ({ drain, loads: [load], ...of }) as unknown as Cluster;

it('nothing speaks against messages that all came once, in order, with their files', () => {
  expect(aboutMessages(fine)).toEqual([]);
  expect(objections(seen({}))).toEqual([]);
});

it('each message that did not come as it was sent is told of, in a drain and in a load', () => {
  const amiss = { doubled: 1, swapped: 2, withoutFile: 3 };
  expect(objections(seen({ drain: { ...drain, ...amiss }, loads: [{ ...load, withoutFile: 4 }] }))).toEqual([
    '1 messages were written twice.',
    '2 messages came before an earlier one of the same person.',
    '3 messages came without their file, or with part of it.',
    'At 60 %, 4 messages came without their file, or with part of it.',
  ]);
});
