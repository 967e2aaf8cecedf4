import { explained } from '#boot';
import { type Config, readConfig } from '#config';
import { channelId, deskId } from '#contracts';
import { type Eraser, type LogEnds, openEraser, type Subject } from '#correlation';
import { messengers, trackers } from '#plugins';
import { createLogger } from '#telemetry';
import { isSure } from '../is-sure.js';
import { kafkaEnds } from '../kafka-ends.js';
import { openRateKeys, type RateKeys } from './rate-keys.js';
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
  const config = readConfig(process.env, { trackers, messengers });
  const subject = subjectOf(options, config);
  const eraser = await openEraser(config.databaseUrl, subject, options.search).catch((error) => {
    throw explained(config.databaseUrl, error);
  });
  const { redisUrl, redisPrefix } = config;
  const keys = redisUrl ? await openRateKeys(redisUrl, redisPrefix, subject, options.search) : undefined;
  try {
    await tellWhat(eraser, keys);
    console.log(remaining(config, subject));
    if (!options.yes && !(await isSure('It cannot be undone. Erase it?', 'erase'))) return 1;
    return await eraseAndProve(config, eraser, keys);
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

async function tellWhat(eraser: Eraser, keys: RateKeys | undefined): Promise<void> {
  const counted = [...(await eraser.count()), ...(keys ? [['keys in Redis', await keys.count()] as const] : [])];
  const there = counted.filter(([, rows]) => rows > 0);
  console.log(there.length > 0 ? 'This is erased:' : 'There is nothing to erase; it is looked for all the same.');
  for (const [table, rows] of there) console.log(`  ${table}: ${rows}`);
}

async function eraseAndProve(config: Config, eraser: Eraser, keys: RateKeys | undefined): Promise<number> {
  const logger = createLogger('erase', config.logLevel);
  const ends = async (): Promise<LogEnds> =>
    (await kafkaEnds(config, 'relaydesk-erase', logger)) ?? (await eraser.logEnds()) ?? new Map();
  const { erased, untaken } = await untilNothingComes(eraser, ends, PATIENCE_MS);
  await keys?.erase();
  console.log(`Erased: ${erased} rows.`);
  for (const topic of untaken) {
    console.log(`Not everything in ${topic} was taken in within 30 s. Run this again once its service has caught up.`);
  }
  const isClean = await prove(eraser, keys);
  if (!isClean || untaken.length > 0) return 1;
  await eraser.finish();
  return 0;
}

/** Where something is found, never what. */
async function prove(eraser: Eraser, keys: RateKeys | undefined): Promise<boolean> {
  const found = await eraser.find();
  const ours = found.filter(({ inTracker }) => !inTracker).map(({ where, rows }) => `${where}: ${rows}`);
  const left = (await keys?.count()) ?? 0;
  if (left > 0) ours.push(`keys in Redis: ${left}`);
  for (const { where, rows } of found.filter(({ inTracker }) => inTracker)) {
    console.log(`The tracker's own, and not erased: ${where}: ${rows}`);
  }
  console.log(
    ours.length > 0 ? 'Something of them is left:' : 'Searched every table, and Redis: nothing of them is left.',
  );
  for (const place of ours) console.log(`  ${place}`);
  return ours.length === 0;
}
