/** The load generator: a process of its own, so that its cost is known and is nobody else's. */
import { z } from 'zod';
import { answerAsked } from '../cluster/answer-asked.js';
import { arrivals } from './arrivals.js';
import { createPoster, insistAt, postAll, postAt } from './post-updates.js';

const Asked = z.discriminatedUnion('what', [
  z.object({ what: z.literal('prepare'), first: z.int(), count: z.int() }),
  z.object({ what: z.literal('post'), first: z.int(), count: z.int() }),
  z.object({ what: z.enum(['arrive', 'insist']), first: z.int(), perSecond: z.number(), lengthMs: z.number() }),
]);

/** Until the first arrival, so that it, too, can be on time. */
const LEAD_MS = 200;

const [gateways = '', desks = '', people = '', before = '0'] = process.argv.slice(2);
const crowd = { desks: Number(desks), people: Number(people), before: Number(before) };
const poster = createPoster(gateways.split(','), crowd);

answerAsked(Asked, async (asked) => {
  const before = poster.refused();
  switch (asked.what) {
    case 'prepare':
      poster.prepare(asked.first, asked.count);
      return {};
    case 'post':
      await postAll(poster, asked.first, asked.count);
      return { refused: poster.refused() - before };
    case 'arrive':
    case 'insist': {
      const begin = Date.now() + LEAD_MS;
      const times = arrivals(asked.perSecond, asked.lengthMs, asked.first).map((at) => begin + at);
      if (asked.what === 'arrive') await postAt(poster, asked.first, times);
      else await insistAt(poster, crowd, asked.first, times);
      return { refused: poster.refused() - before, times };
    }
  }
});
