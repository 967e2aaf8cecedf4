import { expect, it } from '@jest/globals';
import { describeCorrelation } from '../conformance/index.js';
import { link, user } from '../conformance/fixtures.js';
import { memoryCorrelation } from './index.js';

describeCorrelation('correlation in memory', async () => {
  const { reads, apply } = memoryCorrelation();
  return { reads, write: async (...writes) => apply(writes), close: async () => undefined };
});

it('goes back to its replica in a simulated failover', async () => {
  const correlation = memoryCorrelation();
  correlation.apply([{ kind: 'link', row: link('anna') }]);
  const failOver = correlation.replica();
  correlation.apply([{ kind: 'link', row: link('boris') }]);
  failOver();
  const links = await correlation.reads.links([user('anna'), user('boris')]);
  expect([...links.keys()]).toEqual([user('anna')]);
});
