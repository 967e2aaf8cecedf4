import { dockerAnswers, startContainer } from './docker.js';
import type { KafkaPart, PartName, Parts, RedisPart, RedminePart, StartPart } from './part.js';
import { readRedmine } from './read-redmine.js';
import { adminKeyIn } from './redmine-seed.js';
import { startKafka } from './start-kafka.js';
import { startPostgres } from './start-postgres.js';
import { startRedis } from './start-redis.js';
import { startRedmine } from './start-redmine.js';

const kafka: StartPart<KafkaPart> = async (folder, options) => {
  // A cluster of several brokers is ours to lose brokers of: processes, not containers.
  if ((options.brokers ?? 1) > 1 || !(await dockerAnswers())) return startKafka(folder, options);
  return startContainer('kafka', ({ port }) => ({ brokers: [`127.0.0.1:${port}`] }));
};

const redis: StartPart<RedisPart> = async (folder, options) =>
  (await dockerAnswers())
    ? startContainer('redis', ({ port }) => ({ url: `redis://127.0.0.1:${port}` }))
    : startRedis(folder, options);

const redmine: StartPart<RedminePart> = async (folder, options) =>
  (await dockerAnswers())
    ? startContainer('redmine', async ({ port, exec }) => {
        const printed = await exec('bundle', 'exec', 'rails', 'runner', '/seed.rb');
        return readRedmine(`http://127.0.0.1:${port}`, adminKeyIn(printed));
      })
    : startRedmine(folder, options);

const START: { [N in PartName]: StartPart<Parts[N]> } = { postgres: startPostgres, kafka, redis, redmine };

/** Starts a part the best way this machine has: in Docker, else with what is installed or can be. Postgres is in `npm ci`. */
export const startPart = <N extends PartName>(name: N, ...how: Parameters<StartPart<Parts[N]>>) => START[name](...how);
