import { setTimeout as wait } from 'node:timers/promises';
import { BROKERS } from '../ground/log-of-brokers.js';
import type { Ground } from '../ground/with-ground.js';
import { between, oneOf, type Strike } from './strike.js';

const EVERY_BROKER = Array.from({ length: BROKERS }, (_, i) => i);

/** A machine that is busy may take longer to start it than is waited for, once. */
const backUp = (kafka: Ground['own']['kafka'], broker: number | undefined): Promise<void> =>
  kafka.restart(broker).catch(() => kafka.restart(broker));

export const ON_PARTS: readonly Strike[] = [
  {
    kind: 'redis-emptied',
    async strike({ emptyRedis }) {
      await emptyRedis();
      return { what: 'emptied Redis' };
    },
  },
  {
    kind: 'redis-killed',
    async strike({ own: { redis } }, random) {
      const ms = between(1_000, 8_000, random);
      await redis.kill();
      await wait(ms);
      await redis.restart();
      return { what: `killed Redis for ${ms} ms` };
    },
  },
  {
    kind: 'postgres-restarted',
    async strike({ own: { postgres } }) {
      await postgres.restart();
      return { what: 'restarted Postgres' };
    },
  },
  {
    kind: 'broker-bounced',
    async strike({ own: { kafka } }, random) {
      const broker = oneOf(EVERY_BROKER, random);
      const killed = random() < 0.5;
      const ms = between(0, 10_000, random);
      if (killed) {
        await kafka.kill(broker);
        await wait(ms);
      }
      await backUp(kafka, broker);
      return { what: killed ? `killed broker ${broker + 1} for ${ms} ms` : `restarted broker ${broker + 1}` };
    },
  },
  {
    kind: 'broker-stopped',
    async strike({ own: { kafka } }, random) {
      const broker = oneOf(EVERY_BROKER, random);
      const ms = between(3_000, 20_000, random);
      await kafka.pause(broker);
      await wait(ms);
      await kafka.resume(broker);
      return { what: `stopped broker ${broker + 1} for ${ms} ms` };
    },
  },
  {
    kind: 'disk-full',
    impossible: ({ canFill }) => (canFill ? undefined : 'only root of a Linux can give a broker a small disk'),
    async strike({ own: { kafka } }, random) {
      const broker = random() < 0.3 ? undefined : oneOf(EVERY_BROKER, random);
      const ms = between(3_000, 10_000, random);
      await kafka.fillDisk(broker);
      await wait(ms);
      await kafka.freeDisk(broker);
      // A broker that cannot write any more has halted.
      await backUp(kafka, broker);
      const whose = broker === undefined ? 'every broker' : `broker ${broker + 1}`;
      return { what: `the disk of ${whose} was full for ${ms} ms` };
    },
  },
];
