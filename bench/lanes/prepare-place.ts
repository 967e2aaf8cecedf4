import { Client } from 'pg';
import { TOPIC_NAMES } from '#contracts';
import { migrate } from '#correlation/schema';
import { systemClock } from '#lane';
import { KafkaLog } from '#lane/log/kafka';
import { silent } from '#telemetry';
import { freshDatabase } from '#testkit';
import type { Parts } from '../cluster/start-parts.js';
import type { Watched } from '../measure/meter.js';
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

/** A contender and all parts: what is measured; and what else runs. */
export const watchedWith = (parts: Parts, name: string, pid: number, apart: readonly Watched[] = []): Watched[] => [
  { name, pid, side: 'services' },
  ...[...parts.pids].map(([part, partPid]): Watched => ({ name: part, pid: partPid, side: 'parts' })),
  ...apart,
  { name: 'this harness', pid: process.pid, side: 'apart', alone: true },
];

/** What lanes have taken in, by their rows; throws where that is not all there is, or some of it lies about. */
export async function mustHaveTakenIn(databaseUrl: string, records: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ taken: string; offsets: string; dead: string }>(
    `SELECT (SELECT count(*) FROM inbox) AS taken, (SELECT count(*) FROM dead_letter) AS dead,
       (SELECT sum(next_offset) FROM lane WHERE topic = 'session-events') AS offsets`,
  );
  await client.end();
  const { taken, offsets, dead } = rows[0] ?? { taken: 0, offsets: 0, dead: 0 };
  if (Number(taken) !== records || Number(offsets) !== records || Number(dead) > 0)
    throw new Error(`Of ${records} records ${taken} were taken in, ${dead} are dead, the lanes are at ${offsets}.`);
}
