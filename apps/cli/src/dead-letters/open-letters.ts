import { userInfo } from 'node:os';
import { explained, openLog } from '#boot';
import { readConfig } from '#config';
import { createDeadLetters, type DeadLetters } from '#dead-letters';
import { systemClock } from '#lane';
import { createLanePool } from '#lane/store/postgres';
import { messengers, trackers } from '#plugins';
import { createLogger } from '#telemetry';

/** Does something with the dead letters of this configuration, and closes what that took. */
export async function withLetters<T>(use: (letters: DeadLetters) => Promise<T>): Promise<T> {
  const config = readConfig(process.env, { trackers, messengers });
  const pool = createLanePool(config.databaseUrl, { max: 2 });
  const log = openLog(config, 'relaydesk-dead-letters', createLogger('dead-letters', config.logLevel));
  try {
    return await use(createDeadLetters({ db: pool, log, clock: systemClock }));
  } catch (error) {
    throw explained(config.databaseUrl, error);
  } finally {
    await log.close();
    await pool.end();
  }
}

/** Who types here: what is replayed and discarded says by whom. */
export const whoIsThis = (): string => `${userInfo().username} (command)`;
