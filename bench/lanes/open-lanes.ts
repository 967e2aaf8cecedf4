import type { TopicName } from '#contracts';
import { createEngine, type Engine, type EngineOptions, type LaneService, systemClock } from '#lane';
import { RedlockLease } from '#lane/lease/redlock';
import { KafkaLog } from '#lane/log/kafka';
import { createLanePool, createPostgresStore } from '#lane/store/postgres';
import { silent } from '#telemetry';

export const LANES = 4;
const INBOX_KEEPS_MS = 8 * 86_400_000;
const STOP_WITHIN_MS = 8_000;

/** Lanes without rows of their own beside what every lane has. */
export type Service<T extends TopicName> = LaneService<T, undefined, never, undefined>;
export type Where = { brokers: string; databaseUrl: string; redisUrl: string; prefix: string };

/** How a process is told where: as its first arguments. */
export const toArgs = ({ brokers, databaseUrl, redisUrl, prefix }: Where) => [brokers, databaseUrl, redisUrl, prefix];
export function whereOf([brokers = '', databaseUrl = '', redisUrl = '', prefix = '']: readonly string[]): Where {
  return { brokers, databaseUrl, redisUrl, prefix };
}

/** Log, store and lease as a service of a cluster has them; an engine of its own for each time they are used. */
export function openLanes<T extends TopicName>(
  { brokers, databaseUrl, redisUrl, prefix }: Where,
  service: Service<T>,
  committed: NonNullable<NonNullable<EngineOptions<T, undefined, never, undefined>['observe']>['committed']>,
) {
  const logger = silent;
  const clientId = `bench-${process.pid}`;
  const options = {
    log: new KafkaLog({ brokers: brokers.split(','), lanes: LANES, clock: systemClock, logger, clientId, prefix }),
    lease: new RedlockLease({ urls: [redisUrl], logger, prefix }),
    store: createPostgresStore<undefined, never>({
      pool: createLanePool(databaseUrl),
      side: { reads: () => undefined, apply: () => [] },
    }),
    clock: systemClock,
    random: Math.random,
    logger,
    holder: clientId,
    inboxKeepsMs: INBOX_KEEPS_MS,
  };

  return {
    /** `failed`: nothing is consumed any more. */
    async start(failed: (error: Error) => void): Promise<Pick<Engine, 'lanes'> & { stop(): Promise<void> }> {
      const engine = createEngine({ ...options, service, group: service.topic, observe: { committed } });
      await engine.start(failed);
      return { lanes: engine.lanes, stop: () => engine.stop(STOP_WITHIN_MS) };
    },
  };
}
