import { describe, expect, it } from '@jest/globals';
import type { Deed, Owned } from './ownership.js';
import { judgeOwnership } from './stale.js';

const owned = (node: string, from: number, lane = 0): Owned => ({ topic: 'deliveries', lane, node, from });
const did = (what: Deed['what'], node: string, at: number, lane = 0): Deed => ({
  ...{ topic: 'deliveries', lane, node, at, what, about: 'a notification' },
});
const verdicts = (owners: Owned[], ...deeds: Deed[]) => [...judgeOwnership(owners, deeds)];

describe('stale', () => {
  const handedOver = [owned('a', 0), owned('b', 10_000)];

  it('is what a node commits after its successor began, not before', () => {
    expect(verdicts(handedOver, did('committed', 'a', 10_000))).toEqual([]);
    expect(verdicts(handedOver, did('committed', 'a', 10_001))).toMatchObject([{ kind: 'stale' }]);
  });

  it.each(['published', 'sent'] as const)('is what is %s more than two seconds after', (what) => {
    expect(verdicts(handedOver, did(what, 'a', 12_000))).toEqual([]);
    expect(verdicts(handedOver, did(what, 'a', 12_001))).toMatchObject([{ kind: 'stale' }]);
  });

  it('is not what its successor does, nor the node itself when it has the lane again', () => {
    const again = [...handedOver, owned('a', 20_000)];
    expect(verdicts(again, did('sent', 'b', 15_000), did('sent', 'a', 25_000))).toEqual([]);
    expect(verdicts(again, did('sent', 'a', 15_000))).toMatchObject([{ kind: 'stale' }]);
  });

  it('is not what a node does that took its lane again while it held it', () => {
    expect(verdicts([owned('a', 0), owned('a', 5_000)], did('sent', 'a', 20_000))).toEqual([]);
  });

  it('is what a node does that had another lane only', () => {
    expect(verdicts([owned('a', 0, 1)], did('sent', 'a', 5))).toMatchObject([{ kind: 'stale' }]);
    expect(verdicts([owned('a', 0, 1)], did('sent', 'a', 5, 1))).toEqual([]);
  });
});
