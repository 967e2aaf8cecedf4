/**
 * Writes messages at their times, whatever becomes of the ones before them: an open loop. What comes within a hundredth of a
 * second goes in one request, so that Kafka has as many of them to answer from one contender as from another.
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
const Asked = z.object({ first: z.int(), perSecond: z.number(), seconds: z.number() });

const { brokers, prefix } = whereOf(process.argv.slice(2));
const topic = await openTopicWriter(brokers.split(','), `${prefix}session-events`);

answerAsked(Asked, async ({ first, ...load }) => {
  const arriving = pairTimes({ ...load, seed: first });
  const began = Date.now() + LEAD_MS;
  let written = 0;
  for (let tick = began; written < arriving.length; tick += TICK_MS) {
    const early = tick - Date.now();
    if (early > 0) await wait(early);
    const now = Date.now();
    const due = arriving.slice(written, written + 1_000).filter(({ at }) => began + at <= now);
    const records = due.map(({ pair }, i) => updateRecord(2 * first + written + i, writingPerson(first + pair), now));
    written += due.length;
    await topic.write(records);
  }
  return {};
});
