import { TOPIC_NAMES } from '#contracts';
import { migrate } from '#correlation/schema';
import { systemClock } from '#lane';
import { KafkaLog } from '#lane/log/kafka';
import { silent } from '#telemetry';
import { freshDatabase } from '#testkit';
import type { Parts } from '../cluster/start-parts.js';
import { LANES, type Where } from './open-lanes.js';

/** A migrated database of a contender's own, and the topics with that prefix. */
export async function preparePlace(parts: Parts, prefix: string): Promise<Where> {
  const { url: databaseUrl } = await freshDatabase(parts.databaseUrl);
  await migrate(databaseUrl, { lanes: LANES });
  const { brokers, redisUrl } = parts;
  const log = new KafkaLog({ brokers, lanes: LANES, clock: systemClock, logger: silent, clientId: 'bench', prefix });
  await log.prepare(TOPIC_NAMES);
  await log.close();
  return { brokers: brokers.join(), databaseUrl, redisUrl, prefix };
}
