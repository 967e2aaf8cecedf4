import { describe, expect, it } from '@jest/globals';
import { issueId, messageId } from '#contracts';
import type { Written } from '#history';
import { markOf } from '../../bench/load/bodies.js';
import type { LaneEntry } from '../ground/lane-book.js';
import type { Node } from '../ground/nodes.js';
import { accountOf, chatOf, issueOf, userOf } from '../people/desk.js';
import type { Struck } from '../strikes/strike-on.js';
import { inSeconds, resumptions, successions, waysToTracker } from './reached.js';

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

  it('tells how long lanes stood still after a restart of Postgres', () => {
    const struck: Struck = { kind: 'postgres-restarted', what: '', from: 10, to: 20 };
    const book = [15, 26, 28].map((at): LaneEntry => ({ ...took(0, at), what: 'committed' }));
    expect(resumptions([struck], book)).toEqual([6]);
  });

  it('tells how soon words first were at the tracker, unless they waited for a decision', () => {
    const words = (n: number, to: Written['to']): Written => ({
      ...{ at: 10, text: markOf(n), to, message: messageId(n), account: accountOf('Anna') },
      ...{ chat: chatOf(7), person: userOf(7) },
    });
    const written = [words(1, { kind: 'new', name: '' }), words(2, { kind: 'issue', issue: issueOf(issueId('7')) })];
    const tried = [30, 20].map((at) => ({
      ...{ method: 'POST', path: '/issues.json', from: '127.0.1.1', headers: {}, at },
      body: `${markOf(1)} ${markOf(2)}`,
    }));
    expect(waysToTracker(written, tried)).toEqual([10]);
  });

  it('is said in seconds', () => {
    expect(inSeconds([1_000, 2_049, 9_000])).toBe('2.0 s, 9.0 s at worst (3)');
  });
});
