/**
 * The stock Kafka transport of Nest: a handler for each message, as its documentation shows it, which takes the message in
 * once and for all, in one transaction. It runs its partitions at once, and its statements are prepared and sent two round
 * trips at a time, on the pool that our lanes have.
 *
 * It does less than our lanes: it publishes nothing of its outbox and deletes nothing from it, knows no ownership and no
 * lease, checks no record against its schema, and leaves no dead letters.
 */
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  Ctx,
  EventPattern,
  type KafkaContext,
  type MicroserviceOptions,
  Payload,
  Transport,
} from '@nestjs/microservices';
import { logLevel } from 'kafkajs';
import { createLanePool } from '#lane/store/postgres';
import { answerAsked } from '../../cluster/answer-asked.js';
import { LANES, whereOf } from '../../lanes/open-lanes.js';
import type { Written } from '../../lanes/update-record.js';
import { countDrain, Drain } from './drain.js';
import { takeInOne } from './take-in-one.js';

const { brokers, databaseUrl, prefix } = whereOf(process.argv.slice(2));
const pool = createLanePool(databaseUrl);
let drain = countDrain(0);

@Controller()
class SessionEvents {
  // oxlint-disable-next-line typescript/no-unnecessary-type-arguments -- without it, another overload is meant
  @EventPattern<string>(`${prefix}session-events`)
  async take(@Payload() value: Omit<Written, 'key' | 'topic'>, @Ctx() context: KafkaContext): Promise<void> {
    drain.saw();
    const { offset, key } = context.getMessage();
    const record = { ...value, key: String(key), topic: 'session-events' } as Written;
    const from = { lane: context.getPartition(), offset: Number(offset) };
    const fresh = await takeInOne(pool, from, record).catch((error: Error) => {
      drain.failed(error);
      throw error;
    });
    if (fresh) drain.took(1);
  }
}

@Module({ controllers: [SessionEvents] })
class App {}

answerAsked(Drain, async ({ records }) => {
  drain = countDrain(records);
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(App, {
    transport: Transport.KAFKA,
    options: {
      client: { brokers: brokers.split(','), logLevel: logLevel.ERROR },
      consumer: { groupId: 'nest-transport', allowAutoTopicCreation: false },
      subscribe: { fromBeginning: true },
      run: { partitionsConsumedConcurrently: LANES },
    },
    logger: ['error', 'warn'],
  });
  await app.listen();
  const drained = await drain.done;
  await app.close();
  // Nobody publishes these: what lies about from round to round must not make the next one dearer.
  await pool.query('TRUNCATE outbox');
  return drained;
});
