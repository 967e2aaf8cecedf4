/**
 * What intake costs at least: kafkajs' own `eachBatch`, and for each batch one transaction with the very statements our lanes
 * send, then one request to Kafka with what stands in the outbox, whose rows the lane's next transaction deletes. It takes a
 * batch as large as Kafka brings it, where ours takes 500 records at first and 2,000 at most.
 *
 * It does less than our lanes: what it was given once it owns for ever, without lease and heartbeats, and it asks nobody again;
 * it checks no record against its schema, leaves no dead letters, fires no windows, and what fails ends it.
 */
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { createLanePool, createPostgresStore } from '#lane/store/postgres';
import { answerAsked } from '../../cluster/answer-asked.js';
import { LANES, whereOf } from '../../lanes/open-lanes.js';
import { countDrain, Drain } from './drain.js';
import { createTakeInBatch } from './take-in-batch.js';

const { brokers, databaseUrl, prefix } = whereOf(process.argv.slice(2));
const pool = createLanePool(databaseUrl);
const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR });
const producer = kafka.producer({
  allowAutoTopicCreation: false,
  createPartitioner: Partitioners.DefaultPartitioner,
});
await producer.connect();

const store = createPostgresStore({ pool, side: { reads: () => undefined, apply: () => [] } });
const lanes = await Promise.all(
  Array.from({ length: LANES }, async (_, lane) => {
    const taken = await store.take('session-events', lane, { holder: 'bare', leaseHeld: true });
    if (taken.kind === 'held') throw new Error(`Lane ${lane} is held by ${taken.holder}.`);
    return createTakeInBatch({ pool, own: taken.own, producer, prefix });
  }),
);

answerAsked(Drain, async ({ records }) => {
  const drain = countDrain(records);
  const consumer = kafka.consumer({ groupId: 'bare-batches', allowAutoTopicCreation: false });
  consumer.on(consumer.events.CRASH, ({ payload }) => drain.failed(payload.error));
  await consumer.connect();
  await consumer.subscribe({ topics: [`${prefix}session-events`], fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: LANES,
    async eachBatch({ batch }) {
      drain.saw();
      const took = await lanes[batch.partition]?.take(batch);
      drain.took(took ?? 0);
    },
  });
  const drained = await drain.done;
  await consumer.disconnect();
  await Promise.all(lanes.map((lane) => lane.finish()));
  return drained;
});
