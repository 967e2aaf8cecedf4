import { expect, it } from '@jest/globals';
import { uncleanEnds } from './unclean-ends.js';

it('names nodes that were asked to end and ended with another code than 0, or had to be killed', () => {
  const at = Date.UTC(2020, 0, 1);
  const asked = (name: string, code: number | null) => ({ name, at, ms: 30_004, code });
  expect(uncleanEnds([asked('notifier-1', 0), asked('notifier-2', 1), asked('gateway-1', null)])).toEqual([
    'notifier-2, asked to end at 2020-01-01T00:00:00.000Z, ended with 1 after 30004 ms',
    'gateway-1, asked to end at 2020-01-01T00:00:00.000Z, was killed after 30004 ms',
  ]);
});
