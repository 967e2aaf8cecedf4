import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Config } from '#config';
import { TOPIC_NAMES } from '#contracts';
import {
  channelOwnership,
  type ChannelOwnership,
  coalescedReads,
  correlationSide,
  type CorrelationReads,
  type CorrelationWrite,
  keepHouse,
  type Kept,
  type Retention,
  settleLanes,
} from '#correlation';
import { createDeadLetters, type DeadLetters } from '#dead-letters';
import type { LaneStore, Lease, Log } from '#lane';
import { systemClock } from '#lane';
import { RedlockLease } from '#lane/lease/redlock';
import { KafkaLog } from '#lane/log/kafka';
import { PostgresLog } from '#lane/log/postgres';
import { createLanePool, createPostgresStore } from '#lane/store/postgres';
import { errorFacts, type Logger, type Telemetry } from '#telemetry';
import { explainLog, explainPostgres, isPostgresAway } from './explain.js';
import { tracedLog } from './traced-log.js';
import { waitFor, type Waiting } from './wait-for.js';

const HOUR_MS = 3_600_000;
const MAX_CONNECTIONS = 16;

/** What a process holds of the outside: opened once, closed last. */
export type Parts = {
  /** Names this process among those that may hold a lane. */
  holder: string;
  log: Log;
  lease: Lease | undefined;
  store: LaneStore<CorrelationReads, CorrelationWrite>;
  /** Side reads shared by all workers of the process. */
  reads: CorrelationReads;
  channels: ChannelOwnership;
  deadLetters: DeadLetters;
  telemetry: Telemetry;
  close(): Promise<void>;
};

type Opening = Pick<Waiting, 'waits'> & {
  /** Given by who can do without Postgres for a while, where the log is not in it: Postgres is there now, and cannot be used. */
  unusable?: ((error: unknown) => void) | undefined;
};

/**
 * Opens log, lease and store as the configuration says. A service of a cluster waits for them, and says so; else what is
 * not there is `NotThere`. Refuses a number of lanes that is not the stored one.
 */
export async function openParts(
  config: Config,
  logger: Logger,
  telemetry: Telemetry,
  { waits, unusable }: Opening = {},
): Promise<Parts> {
  const holder = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const pool = createLanePool(config.databaseUrl, { max: MAX_CONNECTIONS });
  pool.on('error', (error) => logger.warn(errorFacts(error), 'A database connection was lost.'));
  const waiting = { patient: config.kafkaBrokers !== undefined, logger, clock: systemClock, waits };
  const missed = Promise.withResolvers<void>();
  const explain = (error: unknown) => {
    if (isPostgresAway(error)) missed.resolve();
    return explainPostgres(config.databaseUrl, error);
  };
  const settling = waitFor(() => settleLanes(pool, config.lanes), explain, waiting);
  const enough = unusable && config.kafkaBrokers ? [settling, missed.promise] : [settling];
  await Promise.race(enough).catch(closing(() => pool.end()));
  const { kafkaBrokers, redisUrl, redisPrefix: prefix } = config;
  const lease = kafkaBrokers && redisUrl ? new RedlockLease({ urls: [redisUrl], prefix, logger }) : undefined;
  const log = openLog(config, holder, logger);
  const where = kafkaBrokers?.join(', ') ?? new URL(config.databaseUrl).host;
  await waitFor(
    () => log.prepare(TOPIC_NAMES),
    (error) => explainLog(where, error),
    waiting,
  ).catch(closing(() => Promise.all([log.close(), lease?.close(), pool.end()])));
  let closed = false;
  let endHouse = () => undefined as void;
  settling.then(
    () => closed || (endHouse = keepHouseHourly(pool, config.retention, logger)),
    (error) => closed || unusable?.(error),
  );
  const store = createPostgresStore({ pool, side: correlationSide });
  return {
    holder,
    log: tracedLog(log, telemetry),
    lease,
    store,
    reads: coalescedReads(store.side, systemClock),
    channels: channelOwnership(pool, holder),
    deadLetters: createDeadLetters({ db: pool, log, clock: systemClock }),
    telemetry,
    async close() {
      closed = true;
      endHouse();
      await Promise.all([log.close(), lease?.close(), store.close()]);
      await pool.end();
    },
  };
}

/** Nothing stays open of parts that could not all be opened. */
const closing = (close: () => Promise<unknown>) => async (error: unknown) => {
  await close();
  throw error;
};

/** The log alone, for who only publishes or prepares topics. */
export function openLog(config: Config, clientId: string, logger: Logger): Log {
  const { kafkaBrokers: brokers, kafkaPrefix: prefix, databaseUrl, lanes } = config;
  if (brokers) return new KafkaLog({ brokers, prefix, lanes, clock: systemClock, logger, clientId });
  return new PostgresLog({ databaseUrl, lanes, clock: systemClock, logger });
}

function keepHouseHourly(pool: Pool, retention: Retention, logger: Logger): () => void {
  const keep = async () => {
    try {
      const kept = await keepHouse(pool, retention);
      if (kept) tellKept(kept, logger);
    } catch (error) {
      logger.warn(errorFacts(error), 'House was not kept; again in an hour.');
    }
  };
  void keep();
  const timer = setInterval(() => void keep(), HOUR_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function tellKept({ forgotten, failed }: Kept, logger: Logger): void {
  const { deadLetters = 0, sessions = 0, unreadable = 0 } = forgotten;
  const said = deadLetters + sessions + unreadable > 0 ? 'info' : 'debug';
  logger[said](forgotten, 'House was kept: what is past its time is gone.');
  for (const { step, error } of failed)
    logger.warn({ step, ...errorFacts(error) }, 'Something of keeping house failed; again in an hour.');
}
