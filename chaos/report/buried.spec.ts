import { expect, it } from '@jest/globals';
import { buried } from './buried.js';

it('poison is missing unless it became a dead letter that says why', () => {
  const thrown = ['a', 'b', 'c'].map((key) => ({ key, what: 'no JSON', topic: 'deliveries' as const, at: 10 }));
  const letters = [
    { key: 'a', cause: 'not JSON', at: 15 },
    { key: 'b', cause: '', at: 16 },
    { key: 'someone else’s', cause: 'given up', at: 17 },
  ];
  const { afterMs, missing } = buried(thrown, letters);
  expect(afterMs).toEqual([5]);
  expect(missing.map(({ key }) => key)).toEqual(['b', 'c']);
});
