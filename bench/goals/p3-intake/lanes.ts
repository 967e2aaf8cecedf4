/**
 * Our lanes, as a service of a cluster runs them: Kafka log, Postgres store, redlock lease. What they take in is decided by
 * `hear`: a state for the chat and a delivery in the outbox, which their publisher sends and which is deleted once it is
 * acknowledged.
 */
import { answerAsked } from '../../cluster/answer-asked.js';
import { openLanes, type Service, whereOf } from '../../lanes/open-lanes.js';
import { countDrain, Drain } from './drain.js';
import { hear } from './hear.js';

let drain = countDrain(0);

const service: Service<'session-events'> = {
  topic: 'session-events',
  keysOf: ({ key }) => [key],
  load: async () => undefined,
  take(record, view) {
    drain.saw();
    const { state, delivery } = hear(record, view.state(record.key));
    return { states: [{ key: record.key, state }], publish: [delivery] };
  },
  due: () => ({}),
};

const lanes = openLanes(whereOf(process.argv.slice(2)), service, (_, { publish = [], dead = [] }) => {
  if (dead.length > 0) drain.failed(new Error('A record became a dead letter.'));
  drain.took(publish.length);
});

answerAsked(Drain, async ({ records }) => {
  drain = countDrain(records);
  const running = await lanes.start(drain.failed);
  const drained = await drain.done;
  // It publishes what it has in its outbox before it goes.
  await running.stop();
  return drained;
});
