import { openDesks } from '#plugins';
import { readConfiguration } from '../read-configuration.js';
import { databaseFindings } from './database-findings.js';
import { deskFindings } from './desk-findings.js';
import { asText } from './finding.js';
import { kafkaFindings } from './kafka-findings.js';
import { redisFinding } from './redis-finding.js';

/** Looks at everything this configuration names, changes nothing, and says what it found. Resolves with the exit code. */
export async function runDoctor({ json }: { json?: boolean }): Promise<number> {
  const config = readConfiguration();
  const desks = openDesks(config);
  try {
    const { kafkaBrokers, redisUrl } = config;
    const [kafka, redis, ofDesks] = await Promise.all([
      kafkaBrokers && kafkaFindings(config, kafkaBrokers),
      redisUrl ? redisFinding(redisUrl) : [],
      deskFindings(desks.all.values()),
    ]);
    const database = await databaseFindings(config, kafka?.ends);
    const findings = [kafka?.findings ?? [], redis, database, ofDesks].flat();
    console.log(json ? findings.map((finding) => JSON.stringify(finding)).join('\n') : asText(findings));
    return findings.some(({ state }) => state === 'wrong') ? 1 : 0;
  } finally {
    await desks.close();
  }
}
