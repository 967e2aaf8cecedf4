/**
 * Real parts for tests. A shared part is started once per test run, when first asked for; an own part belongs to the one
 * who asked. Ask at the top level of a spec file (`const { url } = await postgres()`), where no test's clock runs yet.
 *
 * An address in the environment wins: RELAYDESK_TEST_POSTGRES_URL, RELAYDESK_TEST_KAFKA_BROKERS (comma separated),
 * RELAYDESK_TEST_REDIS_URL, RELAYDESK_TEST_REDMINE_URL with RELAYDESK_TEST_REDMINE_API_KEY, RELAYDESK_TEST_CHROMIUM.
 */
import { askKeeper } from './ask-keeper.js';
import type {
  KafkaPart,
  PartName,
  PartOptions,
  Parts,
  PostgresPart,
  RedisPart,
  RedminePart,
  Treatment,
} from './part.js';
import { readRedmine } from './read-redmine.js';

export { freePort } from './free-port.js';
export { chromium } from './chromium.js';
export type { KafkaPart, PostgresPart, RedisPart, RedminePart, RedminePerson } from './part.js';

const given = (name: string) => process.env[`RELAYDESK_TEST_${name}`] || undefined;

/** A server of many databases; see `freshDatabase`. */
export async function postgres(): Promise<PostgresPart> {
  const url = given('POSTGRES_URL');
  return url ? { url } : askKeeper<PostgresPart>('POST', 'shared/postgres');
}

/** One broker without topics of its own; name yours so that no other test file has them too. */
export async function kafka(): Promise<KafkaPart> {
  const brokers = given('KAFKA_BROKERS')?.split(',');
  return brokers ? { brokers } : askKeeper<KafkaPart>('POST', 'shared/kafka');
}

/** One server for all: use a key prefix of your own, and never FLUSHALL here (that is what `ownRedis` is for). */
export async function redis(): Promise<RedisPart> {
  const url = given('REDIS_URL');
  return url ? { url } : askKeeper<RedisPart>('POST', 'shared/redis');
}

/** One Redmine 5.0.4 for all, with the same people and projects for everyone: make your own issues, look only at those. */
export async function redmine(): Promise<RedminePart> {
  const url = given('REDMINE_URL');
  return url ? readRedmine(url, given('REDMINE_API_KEY') ?? '') : askKeeper<RedminePart>('POST', 'shared/redmine');
}

/** A part of one's own to flush, pause or kill; `member` means one broker of a cluster, else all of it. */
export type Own<P> = P & {
  /** It hears nothing and says nothing; its connections stay open. */
  pause(member?: number): Promise<void>;
  resume(member?: number): Promise<void>;
  /** As kill -9 would. */
  kill(member?: number): Promise<void>;
  /** At the same address, with what it had kept; also after `kill`. Resolves once it serves. */
  restart(member?: number): Promise<void>;
  /** Where it has a disk of its own: not a byte is free on it until `freeDisk`. */
  fillDisk(member?: number): Promise<void>;
  freeDisk(member?: number): Promise<void>;
  /** For good; also in any state the others left it in. */
  stop(): Promise<void>;
};

/** Members of a replicated one: 0 is the primary, 1 its replica. */
export const ownPostgres = (options: Pick<PartOptions, 'asInProduction' | 'replicated'> = {}) =>
  own('postgres', options);
export const ownRedis = () => own('redis');
export const ownRedmine = () => own('redmine');
/** Default one broker. Several replicate everything; the cluster bears the loss of a minority. */
export const ownKafka = (options: PartOptions = {}) => own('kafka', options);

async function own<N extends PartName>(name: N, options: PartOptions = {}): Promise<Own<Parts[N]>> {
  const { id, part } = await askKeeper<{ id: string; part: Parts[N] }>('POST', `own/${name}`, options);
  const treat = (treatment: Treatment) => (member?: number) =>
    askKeeper<void>('POST', `own/${id}/${treatment}`, { member });
  return {
    ...part,
    pause: treat('pause'),
    resume: treat('resume'),
    kill: treat('kill'),
    restart: treat('restart'),
    fillDisk: treat('fill-disk'),
    freeDisk: treat('free-disk'),
    stop: () => askKeeper('DELETE', `own/${id}`),
  };
}
