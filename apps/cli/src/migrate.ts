import { explained, openLog } from '#boot';
import { readConfig } from '#config';
import { TOPIC_NAMES } from '#contracts';
import { migrate } from '#correlation/schema';
import { messengers, trackers } from '#plugins';
import { createLogger } from '#telemetry';

/** Brings tables and topics up to date. */
export async function runMigrate(): Promise<void> {
  const config = readConfig(process.env, { trackers, messengers });
  await migrate(config.databaseUrl, { lanes: config.lanes }).catch((error) => {
    throw explained(config.databaseUrl, error);
  });
  const log = openLog(config, 'relaydesk-migrate', createLogger('migrate', config.logLevel));
  try {
    await log.prepare(TOPIC_NAMES);
  } finally {
    await log.close();
  }
  console.log(`Tables and topics are up to date: ${TOPIC_NAMES.length} topics of ${config.lanes} lanes.`);
}
