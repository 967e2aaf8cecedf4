/**
 * Our lanes on Kafka, Postgres and Redis, as a service of a cluster runs them, with a service that debounces: a message opens
 * its chat's window or moves its end, and the window's outcome is published.
 */
import { z } from 'zod';
import { until } from '#testkit';
import { answerAsked } from '../../cluster/answer-asked.js';
import { LANES, openLanes, type Service, whereOf } from '../../lanes/open-lanes.js';
import { collect, outcomeOf, WINDOW_MS } from './debounce.js';

const READY_WITHIN_MS = 120_000;
/** `known`: so many due times each lane knows at least once it is recovered. `pairs`: so many windows are to fire. */
const Asked = z.discriminatedUnion('what', [
  z.object({ what: z.literal('start'), known: z.int() }),
  z.object({ what: z.literal('fire'), pairs: z.int(), withinMs: z.number() }),
  z.object({ what: z.literal('stop') }),
]);

/** When windows that are being decided about were due, by the id of what they bring about. */
const dueAt = new Map<string, number>();
let late: { decided: number[]; committed: number[] } = { decided: [], committed: [] };
let fired = Promise.withResolvers<object>();
let left = 0;

const service: Service<'session-events'> = {
  topic: 'session-events',
  keysOf: ({ key }) => [key],
  load: async () => undefined,
  take(record, view) {
    const state = collect(record, view.state(record.key));
    return { states: [{ key: record.key, state, dueAt: view.now + WINDOW_MS }] };
  },
  due(key, view) {
    late.decided.push(Date.now() - view.now);
    const outcome = outcomeOf(key, view.state(key), view.now);
    dueAt.set(outcome.id, view.now);
    return { states: [{ key, state: null }], publish: [outcome] };
  },
};

const lanes = openLanes(whereOf(process.argv.slice(2)), service, (_, { publish = [], dead = [] }) => {
  if (dead.length > 0) fired.reject(new Error('A record or a window became a dead letter.'));
  const now = Date.now();
  for (const { id } of publish) {
    late.committed.push(now - (dueAt.get(id) ?? Number.NaN));
    dueAt.delete(id);
  }
  left -= publish.length;
  if (publish.length > 0 && left === 0) fired.resolve(late);
});
let running: Awaited<ReturnType<typeof lanes.start>> | undefined;

answerAsked(Asked, async (asked) => {
  switch (asked.what) {
    case 'start': {
      const started = await lanes.start((error) => fired.reject(error));
      running = started;
      const isOpen = (lane: object) => 'windows' in lane && Number(lane.windows) >= asked.known;
      await until(() => started.lanes().filter(isOpen).length === LANES, { within: READY_WITHIN_MS });
      return {};
    }
    case 'fire': {
      late = { decided: [], committed: [] };
      left = asked.pairs;
      fired = Promise.withResolvers();
      const given = setTimeout(() => fired.reject(new Error(`${left} windows have not fired.`)), asked.withinMs);
      return fired.promise.finally(() => clearTimeout(given));
    }
    case 'stop':
      await running?.stop();
      return {};
  }
});
