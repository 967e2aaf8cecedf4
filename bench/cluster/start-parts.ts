import { freshDatabase } from '#testkit';
import { type Own, ownKafka, ownPostgres, ownRedis } from '#testkit/parts';
import { startKeeper } from '../../libs/testkit/src/parts/start-keeper.js';
import { childrenOf, readProcesses } from '../measure/process-tree.js';
import type { Addresses } from './write-config.js';

/** As `ownKafka` takes it. */
type KafkaOptions = NonNullable<Parameters<typeof ownKafka>[0]>;

export type Parts = Addresses & {
  /** By part: the process whose whole tree is the part's. Absent where it is not ours to see (in Docker). */
  pids: ReadonlyMap<string, number>;
  /** To be paused, killed and started again. */
  own: Record<'kafka' | 'postgres' | 'redis', Own<object>>;
  stop(): Promise<void>;
};

const PROGRAMS: Readonly<Record<string, string>> = { java: 'Kafka', postgres: 'Postgres', 'redis-server': 'Redis' };

type PartsOptions = { asInProduction: boolean; kafka?: Omit<KafkaOptions, 'asInProduction'> };

/**
 * A Kafka, a Postgres and a Redis of this run's own, on one machine with everything else; set up as in production for
 * measuring, else as is quick to start.
 */
export async function startParts({ asInProduction, kafka: options = {} }: PartsOptions): Promise<Parts> {
  const keeper = await startKeeper();
  try {
    process.env['RELAYDESK_KEEPER'] = keeper.address;
    const [kafka, postgres, redis] = await Promise.all([
      ownKafka({ asInProduction, ...options }),
      ownPostgres({ asInProduction }),
      ownRedis(),
    ]);
    const database = await freshDatabase(postgres.url);
    const pids = new Map<string, number>();
    for (const { pid, command } of childrenOf(await readProcesses(), keeper.pid)) {
      const part = PROGRAMS[command];
      if (part) pids.set(part, pid);
    }
    const { brokers } = kafka;
    const own = { kafka, postgres, redis };
    return { databaseUrl: database.url, brokers, redisUrl: redis.url, pids, own, stop: keeper.stop };
  } catch (error) {
    await keeper.stop();
    throw error;
  }
}
