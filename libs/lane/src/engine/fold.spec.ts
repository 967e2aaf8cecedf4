import { describe, expect, it } from '@jest/globals';
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

describe('what can be done nothing about here for now', () => {
  const service: LaneService<'session-events', unknown, never, undefined> = {
    ...collector<never>(),
    take: () => ({ left: 'not here', states: [{ key: 'anna', state: 'changed' }] }),
    due: () => ({ left: 'not here', states: [{ key: 'anna', state: null }] }),
    givenUp: (lost) => ({ states: [{ key: `told of a ${lost.kind}`, state: 1 }] }),
  };

  it('is left with its cause where it is a record, told of, and no poison', () => {
    const core = createFold(service, new Map(), undefined, 0);
    const record = word('anna', 1, 1_000);
    core.take(record);
    const { left, poison, change } = core.result();
    expect([left, poison]).toEqual([[{ record, cause: 'not here' }], []]);
    expect(change.states).toEqual([{ key: 'told of a record', state: 1 }]);
  });

  it('stays due as it was where it is a window', () => {
    const core = createFold(service, new Map([['anna', { state: 'open', dueAt: 500 }]]), undefined, 0);
    core.fire('anna', 1_000);
    const { brokenWindows, change } = core.result();
    expect([brokenWindows, change.states]).toEqual([[], []]);
  });
});
