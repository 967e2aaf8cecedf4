import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { type Environment, fillIn, withEnvironment } from './from-environment.js';
import { ConfigFile, type DeskFile } from './schema.js';

/** What is wrong with the configuration: all of it at once, each with its path and an example. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/** The schemas of what can be plugged in, by name. */
export type Plugs = Readonly<Record<string, { configSchema: z.ZodType }>>;

export type ChannelConfig = { id: string; messenger: string; config: unknown };
export type DeskConfig = Omit<DeskFile, 'channels' | 'tracker'> & {
  channels: readonly ChannelConfig[];
  tracker: { kind: string; config: unknown };
};
export type Config = Omit<ConfigFile, 'desks'> & { desks: readonly DeskConfig[] };

/** Where an example would help most, by the end of the path. */
const EXAMPLES: Readonly<Record<string, string>> = {
  desks: 'set TELEGRAM_BOT_TOKEN for one desk, or write a relaydesk.yaml',
  databaseUrl: 'DATABASE_URL=postgres://relaydesk:secret@localhost:5432/relaydesk',
  kafkaBrokers: 'KAFKA_BROKERS=localhost:9092',
  redisUrl: 'REDIS_URL=redis://localhost:6379',
  publicUrl: 'PUBLIC_URL=https://bridge.example.com',
  token: 'token: ${TELEGRAM_BOT_TOKEN}',
  apiKey: 'apiKey: ${REDMINE_API_KEY}',
  url: 'url: https://redmine.example.com',
  secret: 'RELAYDESK_SECRET=$(openssl rand -hex 32)',
};

/** Reads and parses everything once, at start. Throws `ConfigError`. */
export function readConfig(env: Environment, plugs: { trackers: Plugs; messengers: Plugs }): Config {
  const problems: string[] = [];
  const file = readFile(env);
  const filled = fillIn(withEnvironment(file, env), env, '', (path, name) => {
    problems.push(`${path}: the variable ${name} is not set`);
  });
  const parsed = ConfigFile.safeParse(filled);
  if (!parsed.success) throw new ConfigError([...problems, ...describe(parsed.error, '')]);
  const desks = parsed.data.desks.map((desk, i) => plugIn(desk, `desks[${i}]`, plugs, problems));
  if (parsed.data.kafkaBrokers && !parsed.data.redisUrl) {
    problems.push(`redisUrl: needed with Kafka (for example ${EXAMPLES['redisUrl']})`);
  }
  const ids = parsed.data.desks.map(({ id }) => id);
  for (const id of ids.filter((one, i) => ids.indexOf(one) !== i)) problems.push(`desks: two are called ${id}`);
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...parsed.data, desks };
}

function readFile(env: Environment): Record<string, unknown> | undefined {
  const path = env['RELAYDESK_CONFIG'] ?? './relaydesk.yaml';
  try {
    return z.record(z.string(), z.unknown()).parse(parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !env['RELAYDESK_CONFIG']) return undefined;
    if (error instanceof YAMLParseError) throw new ConfigError([`${path}: ${error.message.split('\n')[0]}`]);
    if (error instanceof z.ZodError) throw new ConfigError([`${path}: not a list of keys (see relaydesk.sample.yaml)`]);
    throw new ConfigError([`${path}: ${(error as Error).message}`]);
  }
}

function plugIn(
  desk: DeskFile,
  path: string,
  plugs: { trackers: Plugs; messengers: Plugs },
  problems: string[],
): DeskConfig {
  const channels = desk.channels.map(({ id, messenger, ...own }, i) => {
    const at = `${path}.channels[${i}]`;
    return { id, messenger, config: parsePlug(plugs.messengers, messenger, own, `${at}.messenger`, at, problems) };
  });
  const { kind, ...own } = desk.tracker;
  const config = parsePlug(plugs.trackers, kind, own, `${path}.tracker.kind`, `${path}.tracker`, problems);
  return { ...desk, channels, tracker: { kind, config } };
}

function parsePlug(
  plugs: Plugs,
  name: string,
  own: unknown,
  namePath: string,
  path: string,
  problems: string[],
): unknown {
  const plug = Object.hasOwn(plugs, name) ? plugs[name] : undefined;
  if (!plug) {
    problems.push(`${namePath}: there is no ${JSON.stringify(name)}; there are ${Object.keys(plugs).join(', ')}`);
    return undefined;
  }
  const parsed = plug.configSchema.safeParse(own);
  if (!parsed.success) problems.push(...describe(parsed.error, path));
  return parsed.data;
}

/** One line a problem: where, what, and an example. Never the value itself, which may be a secret. */
function describe(error: z.ZodError, under: string): string[] {
  return error.issues.map(({ path, message }) => {
    const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
    const where = `${under}${steps}`.replace(/^\./, '');
    const example = EXAMPLES[String(path.at(-1))];
    return `${where}: ${message}${example ? ` (for example ${example})` : ''}`;
  });
}
