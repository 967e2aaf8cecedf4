import { resolve } from 'node:path';
import { explained } from '#boot';
import type { Config } from '#config';
import { channelId, deskId } from '#contracts';
import { type Eraser, type LogEnds, openEraser, type Subject } from '#correlation';
import { createLogger, type Logger } from '#telemetry';
import { FOLDER, readConfiguration } from '../read-configuration.js';
import { isSure } from '../is-sure.js';
import { kafkaEnds } from '../kafka-ends.js';
import { asText, type Finding, isClean } from './finding.js';
import { openRateKeys, type RateKeys } from './rate-keys.js';
import { searchFolder } from './search-folder.js';
import { searchKafka } from './search-kafka.js';
import { searchPostgres, searchRedis } from './search-stores.js';
import { untilNothingComes } from './until-nothing-comes.js';
import { remaining } from './remaining.js';

export type EraseOptions = {
  desk: string;
  person?: string;
  channel?: string;
  /** Words that must not be found anywhere afterwards, beside the person's id. */
  search: readonly string[];
  yes?: boolean;
};

const PATIENCE_MS = 30_000;

/** Erases a desk or a person, and proves it. Resolves with the exit code: 1 where something of them is left. */
export async function runErase(options: EraseOptions): Promise<number> {
  const config = readConfiguration();
  const subject = subjectOf(options, config);
  const eraser = await openEraser(config.databaseUrl, subject, options.search).catch((error) => {
    throw explained(config.databaseUrl, error);
  });
  const { redisUrl, redisPrefix } = config;
  const keys = redisUrl ? await openRateKeys(redisUrl, redisPrefix, subject, options.search) : undefined;
  const logger = createLogger('erase', config.logLevel);
  const ends = async (): Promise<LogEnds> =>
    (await kafkaEnds(config, 'relaydesk-erase', logger)) ?? (await eraser.logEnds()) ?? new Map();
  try {
    const isThere = await tellWhat(eraser, keys);
    const isKnown = isThere || subject.person !== undefined || (await eraser.isOnRecord());
    console.log(remaining(config, subject));
    await answers(config, ends);
    if (!options.yes && !(await isSure('It cannot be undone. Erase it?', 'erase'))) return 1;
    const stores = { eraser, keys, ends };
    const findings = await eraseAndProve(stores, () => searchAll(config, subject, options.search, stores, logger));
    if (!isClean(findings)) return 1;
    if (!isKnown && findings.every(({ kind }) => kind === 'nothing')) {
      console.log(nobodyKnows(config, subject));
      return 1;
    }
    await eraser.finish();
    return 0;
  } finally {
    keys?.close();
    await eraser.close();
  }
}

function subjectOf({ desk, person, channel }: EraseOptions, { desks }: Config): Subject {
  if ((person === undefined) !== (channel === undefined)) {
    throw new Error('A person is known by --person and --channel together: --person 100200300 --channel telegram.');
  }
  if (person !== undefined && channel !== undefined) {
    return { desk: deskId(desk), person: { channel: channelId(channel), user: person } };
  }
  if (desks.some(({ id }) => id === desk)) {
    throw new Error(
      `Desk ${desk} is configured: it would fill up again. Take it out of the configuration, start the services anew, ` +
        'and erase it then.',
    );
  }
  return { desk: deskId(desk) };
}

/** Says what there is of them; false: nothing. */
async function tellWhat(eraser: Eraser, keys: RateKeys | undefined): Promise<boolean> {
  const counted = [...(await eraser.count()), ...(keys ? [['keys in Redis', await keys.count()] as const] : [])];
  const there = counted.filter(([, rows]) => rows > 0);
  console.log(there.length > 0 ? 'This is erased:' : 'There is nothing to erase; it is looked for all the same.');
  for (const [table, rows] of there) console.log(`  ${table}: ${rows}`);
  return there.length > 0;
}

/** Without the log nothing can be erased to its end. */
async function answers({ kafkaBrokers = [] }: Config, ends: () => Promise<LogEnds>): Promise<void> {
  await ends().catch((cause: unknown) => {
    if (kafkaBrokers.length === 0) throw cause;
    throw new Error(
      `Kafka does not answer as it should at ${kafkaBrokers.join(', ')}: is it running, is KAFKA_BROKERS right, and were the ` +
        'topics made by relaydesk migrate? Nothing was erased.',
      { cause },
    );
  });
}

type Stores = { eraser: Eraser; keys: RateKeys | undefined; ends: () => Promise<LogEnds> };

async function eraseAndProve({ eraser, keys, ends }: Stores, search: () => Promise<Finding[]>): Promise<Finding[]> {
  const { erased, untaken } = await untilNothingComes(eraser, ends, PATIENCE_MS);
  await keys?.erase();
  console.log(`Erased: ${erased} rows.`);
  const coming = untaken.map((topic): Finding => ({ kind: 'coming', store: topic }));
  const findings = [...(await search()), ...coming];
  console.log(asText(findings));
  return findings;
}

/** A name that is misspelt is not proven to be gone. */
const nobodyKnows = ({ desks }: Config, { desk }: Subject) =>
  `Nothing was ever here of a desk ${desk}: is it spelt right? Configured are ${desks.map(({ id }) => id).join(', ')}.`;

/** Every store there is, one after the other: that of records, which may take long, comes last. */
async function searchAll(
  config: Config,
  subject: Subject,
  words: readonly string[],
  { eraser, keys }: Stores,
  logger: Logger,
): Promise<Finding[]> {
  return [
    ...(await searchPostgres(eraser)),
    ...(keys ? await searchRedis(keys) : []),
    ...(config.kafkaBrokers ? [] : await searchFolder(resolve(FOLDER), subject, words)),
    ...(await searchKafka(config, subject, words, logger)),
  ];
}
