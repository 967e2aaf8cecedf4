import { explained, openLog } from '#boot';
import { createDeadLetters, type DeadLetters } from '#dead-letters';
import { systemClock } from '#lane';
import { createLanePool } from '#lane/store/postgres';
import { createLogger } from '#telemetry';
import { readConfiguration } from '../read-configuration.js';
import { mustKnowDesk } from './must-know-desk.js';

/**
 * Does something with the dead letters of this configuration, and closes what that took. Rejects, naming the desks there are,
 * where they are to be those of a desk that nobody knows.
 */
export async function withLetters<T>(desk: string | undefined, use: (letters: DeadLetters) => Promise<T>): Promise<T> {
  const config = readConfiguration();
  const pool = createLanePool(config.databaseUrl, { max: 2 });
  const log = openLog(config, 'relaydesk-dead-letters', createLogger('dead-letters', config.logLevel));
  try {
    const letters = createDeadLetters({ db: pool, log, clock: systemClock });
    await mustKnowDesk(
      letters,
      config.desks.map(({ id }) => id),
      desk,
    );
    return await use(letters);
  } catch (error) {
    throw explained(config.databaseUrl, error);
  } finally {
    await log.close();
    await pool.end();
  }
}
