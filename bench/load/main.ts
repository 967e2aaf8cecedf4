/** The load generator: a process of its own, so that its cost is known and is nobody else's. */
import { z } from 'zod';
import { answerAsked } from '../cluster/answer-asked.js';
import { arrivals } from './arrivals.js';
import { createPoster, postAll, postAt } from './post-updates.js';

const Asked = z.discriminatedUnion('what', [
  z.object({ what: z.literal('prepare'), first: z.int(), count: z.int() }),
  z.object({ what: z.literal('post'), first: z.int(), count: z.int() }),
  z.object({ what: z.literal('arrive'), first: z.int(), perSecond: z.number(), lengthMs: z.number() }),
]);

/** Until the first arrival, so that it, too, can be on time. */
const LEAD_MS = 200;

const [gateways = '', desks = '', people = ''] = process.argv.slice(2);
const poster = createPoster(gateways.split(','), { desks: Number(desks), people: Number(people) });

answerAsked(Asked, async (asked) => {
  const before = poster.refused();
  switch (asked.what) {
    case 'prepare':
      poster.prepare(asked.first, asked.count);
      return {};
    case 'post':
      await postAll(poster, asked.first, asked.count);
      return { refused: poster.refused() - before };
    case 'arrive': {
      const begin = Date.now() + LEAD_MS;
      const times = arrivals(asked.perSecond, asked.lengthMs, asked.first).map((at) => begin + at);
      await postAt(poster, asked.first, times);
      return { refused: poster.refused() - before, times };
    }
  }
});
