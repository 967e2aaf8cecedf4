import { describe, expect, it } from '@jest/globals';
import { messageId } from '#contracts';
import type { Written } from '#history';
import { markOf } from '../../bench/load/bodies.js';
import type { LaneEntry } from '../ground/lane-book.js';
import type { Node } from '../ground/nodes.js';
import { accountOf, FIRST } from '../people/desk.js';
import type { Struck } from '../strikes/strike-on.js';
import { delaysOf, inSeconds, resumptions, struckDuring, successions, waysOut } from './reached.js';

const nodes = ['a', 'b'].map((name, i): Node => ({
  ...{ name, service: 'notifier', port: 0, pid: 1, clock: 0 },
  address: `127.0.1.${i}`,
}));
const took = (node: number, at: number, lane = 0): LaneEntry => ({
  ...{ topic: 'deliveries', lane, what: 'took', epoch: at, address: `127.0.1.${node}`, at },
});
const stopped = (from: number, to: number): Struck => ({ kind: 'node-stopped', what: '', node: 'a', from, to });

describe('what a run reached', () => {
  it('counts the lanes that were taken from a node while it was stopped', () => {
    const book = [took(0, 1), took(0, 1, 1), took(1, 15), took(1, 25, 1), took(1, 70)];
    expect(successions([stopped(10, 20), stopped(50, 60)], book, nodes)).toEqual({ stops: 2, succeeded: 1, lanes: 1 });
  });

  it('tells how long the slowest lane let records wait after a restart of Postgres', () => {
    const restarted = (from: number, to: number): Struck => ({ kind: 'postgres-restarted', what: '', from, to });
    const published = [
      { from: '', at: 5, ids: ['before', 'meanwhile', 'of a slow lane'] },
      { from: '', at: 500, ids: ['long after'] },
    ];
    const taken = (id: string, lane: number, at: number) => ({ id, topic: 'deliveries', lane, at });
    const all = [
      ...[taken('before', 1, 8), taken('long after', 1, 507), taken('meanwhile', 0, 26)],
      ...[taken('not seen published', 0, 23), taken('of a slow lane', 2, 70)],
    ];
    expect(resumptions([restarted(10, 20), stopped(30, 40), restarted(600, 700)], published, all)).toEqual([50]);
  });

  it('tells how soon words were at the tracker, or were asked about', () => {
    const words = (n: number, at: number, person = 7): Written => ({
      ...{ at, text: markOf(n), to: { kind: 'new', name: '' }, message: messageId(n), account: accountOf('Anna') },
      ...{ chat: FIRST.chatOf(person), person: FIRST.userOf(person) },
    });
    const written = [words(1, 10), words(2, 50), words(3, 60, 8), words(4, 70, 9)];
    const tried = [30, 20].map((at) => ({
      ...{ method: 'POST', path: '/issues.json', from: '127.0.1.1', headers: {}, at },
      body: markOf(1),
    }));
    const asked = [40, 57].map((at) => ({ chat: FIRST.chatOf(7), at })).concat({ chat: FIRST.chatOf(8), at: 63 });
    expect(waysOut(written, tried, asked)).toEqual([
      { at: 10, ms: 10 },
      { at: 50, ms: 7 },
      { at: 60, ms: 3 },
    ]);
  });

  it('tells what was struck while words were on their way', () => {
    const struck: Struck[] = [{ kind: 'redis-killed', what: '', from: 10_000, to: 11_000 }];
    const ways = [
      { at: 9_000, ms: 2_000 },
      { at: 12_000, ms: 1 },
      { at: 13_000, ms: 1 },
    ];
    expect([...struckDuring(ways, struck)]).toEqual([
      ['redis-killed', 2],
      [undefined, 1],
    ]);
  });

  it('tells how long records waited for their lanes, from when they were published first', () => {
    const published = [
      { from: '', at: 10, ids: ['a', 'b'] },
      { from: '', at: 15, ids: ['a'] },
    ];
    const taken = [
      { id: 'a', at: 17, topic: 'deliveries', lane: 0 },
      { id: 'someone else’s', at: 20, topic: 'deliveries', lane: 0 },
    ];
    expect(delaysOf(published, taken)).toEqual([7]);
  });

  it('is said in seconds', () => {
    expect(inSeconds([1_000, 2_049, 9_000])).toBe('2.0 s, 9.0 s of 99 in a hundred, 9.0 s at worst (3)');
    expect(inSeconds([1_000, 7_000], 5_000)).toMatch('7.0 s at worst (2, 1 of them after more than 5 s)');
  });
});
