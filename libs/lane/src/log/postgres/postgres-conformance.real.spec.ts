import { freshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';
import { systemClock } from '../../clock.js';
import { describeLog } from '../conformance/index.js';
import { PostgresLog } from './index.js';

const { url } = await postgres();

describeLog('in Postgres', async () => {
  const database = await freshDatabase(url);
  const logger = { warn() {}, error() {} };
  return {
    open: async () => new PostgresLog({ databaseUrl: database.url, lanes: 4, clock: systemClock, logger }),
    dispose: () => database.drop(),
  };
});
