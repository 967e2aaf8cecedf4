/**
 * Writes messages at their times, whatever becomes of the ones before them: an open loop. What comes within a hundredth of a
 * second goes in one request, so that Kafka has as many of them to answer from one contender as from another. Or writes all of them
 * at once, for a backlog.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';
import { whereOf } from '../../lanes/open-lanes.js';
import { openTopicWriter } from '../../lanes/topic-writer.js';
import { updateRecord } from '../../lanes/update-record.js';
import { pairTimes } from './pair-times.js';
import { writingPerson } from './people.js';

const TICK_MS = 10;
/** Until the first arrival, so that it, too, can be on time. */
const LEAD_MS = 200;

/** `first`: people who have not written yet begin there. */
const Asked = z.discriminatedUnion('what', [
  z.object({ what: z.literal('arrive'), first: z.int(), perSecond: z.number(), seconds: z.number() }),
  z.object({ what: z.literal('backlog'), first: z.int(), pairs: z.int() }),
]);
type Arrive = Extract<z.infer<typeof Asked>, { what: 'arrive' }>;

const { brokers, prefix } = whereOf(process.argv.slice(2));
const topic = await openTopicWriter(brokers.split(','), `${prefix}session-events`);

const messageOf = (first: number, pair: number, message: number, at: number) =>
  updateRecord(2 * first + message, writingPerson(first + pair), at);

async function arrive({ first, ...load }: Arrive): Promise<void> {
  const arriving = pairTimes({ ...load, seed: first });
  const began = Date.now() + LEAD_MS;
  let written = 0;
  for (let tick = began; written < arriving.length; tick += TICK_MS) {
    const early = tick - Date.now();
    if (early > 0) await wait(early);
    const now = Date.now();
    const due = arriving.slice(written, written + 1_000).filter(({ at }) => began + at <= now);
    const records = due.map(({ pair }, i) => messageOf(first, pair, written + i, now));
    written += due.length;
    await topic.write(records);
  }
}

/** Both messages of a person come one after the other, and so into one window. */
async function fill(first: number, pairs: number): Promise<void> {
  const at = Date.now();
  await topic.write(Array.from({ length: 2 * pairs }, (_, i) => messageOf(first, i >> 1, i, at)));
}

answerAsked(Asked, async (asked) => {
  if (asked.what === 'arrive') await arrive(asked);
  else await fill(asked.first, asked.pairs);
  return {};
});
