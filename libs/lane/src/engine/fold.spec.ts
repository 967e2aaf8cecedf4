import { expect, it } from '@jest/globals';
import type { TopicRecord } from '#contracts';
import type { LaneService } from '../service.js';
import { createFold } from './fold.js';
import { collector, word } from './rehearsal/two-stages.js';

it('publishes of what shows the same the last alone, and all that shows nothing, in their order', () => {
  const [menu, words] = [(n: number) => word('a menu', n, n), (n: number) => word('words', n, n)];
  const other = word('another menu', 1, 1);
  const steps: TopicRecord[][] = [
    [menu(1), words(1)],
    [menu(2), other],
    [words(2), menu(3)],
  ];
  const service: LaneService<'session-events', unknown, never, undefined> = {
    ...collector<never>(),
    keysOf: () => [],
    take: ({ at }) => ({ publish: steps[at] ?? [] }),
    shows: ({ key }) => (key.endsWith('words') ? undefined : key),
  };
  const core = createFold(service, new Map(), undefined, 0);
  steps.forEach((_, at) => core.take(word('anna', at, at)));
  const { change } = core.result();
  const left = [words(1), other, words(2), menu(3)];
  expect(change.publish?.map(({ id }) => id)).toEqual(left.map(({ id }) => id));
});
