import { describe, expect, it } from '@jest/globals';
import { divideLanes, type Member } from './divide-lanes.js';

const lanesOf = (count: number) => Array.from({ length: count }, (_, lane) => lane);
const member = (id: string, lanes: readonly number[] = [], since = 1) => ({ id, since, lanes });
const again = (divided: ReadonlyMap<string, readonly number[]>, since: number): Member[] =>
  [...divided].map(([id, lanes]) => ({ id, since, lanes }));

describe('lanes of a group', () => {
  it('are divided evenly among those who come at once', () => {
    const divided = divideLanes(lanesOf(8), [member('c'), member('a'), member('b')]);
    expect([...divided.values()].map((lanes) => lanes.length).sort()).toEqual([2, 3, 3]);
    expect([...divided.values()].flat().sort()).toEqual(lanesOf(8));
  });

  it('stay where they are while one comes that there is nothing for, and go to it from the one that leaves', () => {
    const before = divideLanes(
      lanesOf(4),
      ['a', 'b', 'c', 'd'].map((id) => member(id)),
    );
    const meanwhile = divideLanes(lanesOf(4), [...again(before, 2), member('e')]);
    expect(meanwhile).toEqual(new Map([...before, ['e', []]]));
    const after = divideLanes(
      lanesOf(4),
      again(meanwhile, 3).filter(({ id }) => id !== 'a'),
    );
    expect(after.get('e')).toEqual(before.get('a'));
    for (const id of ['b', 'c', 'd']) expect(after.get(id)).toEqual(before.get(id));
  });

  it('move to one that comes as far as its share goes', () => {
    const divided = divideLanes(lanesOf(6), [member('a', [0, 1, 2]), member('b', [3, 4, 5]), member('c')]);
    expect(divided).toEqual(
      new Map([
        ['a', [0, 1]],
        ['b', [3, 4]],
        ['c', [2, 5]],
      ]),
    );
  });

  it('belong to whoever came by them later, where two say so', () => {
    const asleep = member('a', [0, 1], 5);
    expect(divideLanes([0, 1], [asleep, member('b', [1], 9)])).toEqual(
      new Map([
        ['a', [0]],
        ['b', [1]],
      ]),
    );
    expect(divideLanes([0, 1, 2], [member('b', [0, 1, 2], 9), asleep]).get('b')).toHaveLength(2);
  });

  it('are divided alike, whatever order the members come in, and go to nobody twice', () => {
    const members = [member('a', [0, 7]), member('b', [0, 1, 2, 3]), member('c', [9]), member('d')];
    const divided = divideLanes(lanesOf(8), members);
    expect(divideLanes(lanesOf(8), members.toReversed())).toEqual(divided);
    expect([...divided.values()].map((lanes) => lanes.length)).toEqual([2, 2, 2, 2]);
    expect([...divided.values()].flat().sort()).toEqual(lanesOf(8));
  });
});
