import { DataSource } from 'typeorm';
import * as correlation from './entities/correlation-entities.js';
import * as lanes from './entities/lane-entities.js';
import { Lanes1763700000000 } from './migrations/1763700000000-lanes.js';
import { Correlation1763700000001 } from './migrations/1763700000001-correlation.js';
import { Feeds1763700000002 } from './migrations/1763700000002-feeds.js';
import { VainCreations1763700000003 } from './migrations/1763700000003-vain-creations.js';
import { AnsweredSlots1763700000004 } from './migrations/1763700000004-answered-slots.js';
import { MessageTimes1763700000005 } from './migrations/1763700000005-message-times.js';
import { Erasures1763700000006 } from './migrations/1763700000006-erasures.js';
import { DeadLetters1763700000007 } from './migrations/1763700000007-dead-letters.js';
import { RestoredLanes1763700000008 } from './migrations/1763700000008-restored-lanes.js';
import { ForgottenTimes1763700000009 } from './migrations/1763700000009-forgotten-times.js';
import { ResentWrites1763700000010 } from './migrations/1763700000010-resent-writes.js';
import { KnownTimelines1763700000011 } from './migrations/1763700000011-known-timelines.js';
import { EachForgottenTime1763700000012 } from './migrations/1763700000012-each-forgotten-time.js';
import { PassedUnclaimed1763700000013 } from './migrations/1763700000013-passed-unclaimed.js';
import { IdleStates1763700000014 } from './migrations/1763700000014-idle-states.js';

/**
 * TypeORM's view of the tables, for migrations and for whoever looks at rows now and then; what runs per message speaks
 * SQL. Not initialised yet; the caller destroys it.
 */
export const correlationDataSource = (databaseUrl: string) =>
  new DataSource({
    type: 'postgres',
    url: databaseUrl,
    poolSize: 2,
    entities: [...Object.values(lanes), ...Object.values(correlation)],
    migrations: [
      Lanes1763700000000,
      Correlation1763700000001,
      Feeds1763700000002,
      VainCreations1763700000003,
      AnsweredSlots1763700000004,
      MessageTimes1763700000005,
      Erasures1763700000006,
      DeadLetters1763700000007,
      RestoredLanes1763700000008,
      ForgottenTimes1763700000009,
      ResentWrites1763700000010,
      KnownTimelines1763700000011,
      EachForgottenTime1763700000012,
      PassedUnclaimed1763700000013,
      IdleStates1763700000014,
    ],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'all',
  });
