import type { TopicName } from '#contracts';
import { type Clock, isPast, type Log, LogError } from '#lane';
import { turnOf } from './node-turn.js';
import type { Reach } from './reach.js';
import type { World } from './world.js';

/** How long a client of the log waits for an answer. */
const ANSWER_WITHIN_MS = 1_000;
/** Something published may be on its way so long after it left, or there, and its answer on its way. */
const ON_ITS_WAY_MS = 2;

type Here = { name: string; clock: Clock; reach: Reach };

/** The log as one node reaches it. `of`: the topic whose lanes' outboxes are published by it; nothing, for whoever owns no lane. */
export function logFrom({ name, clock, reach }: Here, world: World, of?: TopicName): Log {
  const { broker, observed, passes, publishes, trouble } = world;
  const near = broker.connect(clock);
  const far = broker.connect(reach.toLog);
  const unanswered = async () => {
    await new Promise<void>((resolve) => void clock.after(ANSWER_WITHIN_MS, resolve));
    return { acknowledged: new Set<string>(), error: new LogError('unanswered', 'no acknowledgement came') };
  };
  return {
    lanes: near.lanes,
    async publish(records, sendBy) {
      if (passes(name, 'publishing')) await turnOf(clock);
      if (isPast(clock, sendBy)) return near.publish(records, sendBy);
      if (reach.isCut('the log')) return unanswered();
      if (of) observed.published({ topic: of, node: name }, records);
      const sent = near.publish(records, sendBy);
      const answer = of ? publishes({ topic: of, node: name }, records, sent) : sent;
      if (trouble.crash?.at === 'published') world.clock.after(ON_ITS_WAY_MS, () => passes(name, 'published'));
      const answered = await answer;
      if (passes(name, 'acknowledged')) await turnOf(clock);
      return answered;
    },
    subscribe: (topic, group, events) => far.subscribe(topic, group, events),
    prepare: () => near.prepare(),
    close: async () => {
      await Promise.all([near.close(), far.close()]);
    },
  };
}
