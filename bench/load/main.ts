/** The load generator: a process of its own, so that its cost is known and is nobody else's. */
import { z } from 'zod';
import { answerAsked } from '../cluster/answer-asked.js';
import { arrivals } from './arrivals.js';
import { createPoster, insistAt, postAll, postAt } from './post-updates.js';

const Asked = z.discriminatedUnion('what', [
  z.object({ what: z.literal('prepare'), first: z.int(), count: z.int() }),
  z.object({ what: z.literal('post'), first: z.int(), count: z.int() }),
  z.object({
    what: z.enum(['arrive', 'insist', 'flood']),
    first: z.int(),
    perSecond: z.number(),
    lengthMs: z.number(),
    /** Loads of one seed arrive at the same times. */
    seed: z.int().optional(),
  }),
  z.object({ what: z.literal('crowd'), desks: z.int(), people: z.int(), before: z.int() }),
  z.object({ what: z.literal('cease') }),
]);

/** Until the first arrival, so that it, too, can be on time. */
const LEAD_MS = 200;

const [gateways = '', desks = '', people = ''] = process.argv.slice(2);
let crowd = { desks: Number(desks), people: Number(people), before: 0 };
let poster = createPoster(gateways.split(','), crowd);
let ceased = 0;
/** Somebody who has not written yet, to the first desk (an issue that has grown old costs more): one message after the other. */
async function flood(first: number, times: readonly number[]): Promise<void> {
  const oneMore = { ...crowd, people: 1, before: first };
  const by = createPoster(gateways.split(','), oneMore);
  await insistAt(by, oneMore, first, times);
  await by.close();
}

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
    case 'insist':
    case 'flood': {
      const begin = Date.now() + LEAD_MS;
      const now = ceased;
      const times = arrivals(asked.perSecond, asked.lengthMs, asked.seed ?? asked.first).map((at) => begin + at);
      if (asked.what === 'insist') await insistAt(poster, crowd, asked.first, times);
      else if (asked.what === 'flood') await flood(asked.first, times);
      else times.length = await postAt(poster, asked.first, times, () => ceased !== now);
      return { refused: poster.refused() - before, times };
    }
    case 'crowd':
      await poster.close();
      crowd = { desks: asked.desks, people: asked.people, before: asked.before };
      poster = createPoster(gateways.split(','), crowd);
      return {};
    case 'cease':
      ceased += 1;
      return {};
  }
});
