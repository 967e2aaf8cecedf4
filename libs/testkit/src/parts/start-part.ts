import type { PartName, PartOptions, Parts, Running } from './part.js';
import { startKafka } from './start-kafka.js';
import { startPostgres } from './start-postgres.js';
import { startRedmine } from './start-redmine.js';
import { startRedis } from './start-redis.js';

const START = { postgres: startPostgres, kafka: startKafka, redis: startRedis, redmine: startRedmine };

/** Starts a part the best way this machine has. */
export const startPart = (name: PartName, folder: string, options: PartOptions): Promise<Running<Parts[PartName]>> =>
  START[name](folder, options);
