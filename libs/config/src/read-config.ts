import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { describeProblems, type Problem } from './describe-problems.js';
import { deskVariable, type Environment, fillIn, type Tree, withEnvironment } from './from-environment.js';
import { parsePlugs, type Plugged, type Plugs } from './parse-plugs.js';
import { NoYaml, parseYaml } from './parse-yaml.js';
import { ConfigFile, type DeskFile } from './schema.js';

/** What is wrong with the configuration: all of it at once, each with its path and an example. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

export type ChannelConfig = { id: string; messenger: string; config: unknown };
export type DeskConfig = Omit<DeskFile, 'channels' | 'tracker'> & {
  channels: readonly ChannelConfig[];
  tracker: { kind: string; config: unknown };
};
export type Config = Omit<ConfigFile, 'desks'> & { desks: readonly DeskConfig[] };

/** Reads and parses everything once, at start. Throws `ConfigError`. */
export function readConfig(env: Environment, plugs: Plugs): Config {
  const missing: Problem[] = [];
  const filled = fillIn(readFile(env), env, '', (path, name) => {
    missing.push({ path, text: `the variable ${name} is not set (for example ${name}=…)` });
  }) as Tree | undefined;
  const tree = withEnvironment(filled, env);
  const parsed = ConfigFile.safeParse(tree, { reportInput: true });
  const plugged = parsePlugs(tree['desks'], plugs);
  const found = [
    ...missing,
    ...(parsed.success ? amiss(parsed.data) : describeProblems(ConfigFile, parsed.error, '')),
    ...plugged.problems,
  ];
  // One word on each place: what is wrong with a variable that is not there says nothing.
  const problems = found.filter(({ path }, i) => found.findIndex((other) => other.path === path) === i);
  if (problems.length > 0 || !parsed.success) {
    const placeOf = (path: string) => (filled?.['desks'] === undefined && deskVariable(path, env)) || path;
    throw new ConfigError(problems.map(({ path, text }) => `${placeOf(path)}: ${text}`));
  }
  const desks = parsed.data.desks.map((desk, i) => withConfigs(desk, plugged.desks[i]));
  return { ...parsed.data, desks };
}

const withConfigs = ({ channels, tracker, ...desk }: DeskFile, own: Plugged | undefined): DeskConfig => ({
  ...desk,
  channels: channels.map(({ id, messenger }, i) => ({ id, messenger, config: own?.channels[i] })),
  tracker: { kind: tracker.kind, config: own?.tracker },
});

/** The path of the configuration file, where that brings desks of its own. Throws `ConfigError` for one that cannot be read. */
export const fileWithDesks = (env: Environment): string | undefined =>
  readFile(env)?.['desks'] === undefined ? undefined : pathOf(env);

const pathOf = (env: Environment) => env['RELAYDESK_CONFIG'] || './relaydesk.yaml';

function readFile(env: Environment): Tree | undefined {
  const path = pathOf(env);
  try {
    return z.record(z.string(), z.unknown()).parse(parseYaml(readFileSync(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !env['RELAYDESK_CONFIG']) return undefined;
    if (error instanceof z.ZodError) throw new ConfigError([`${path}: not a list of keys (see relaydesk.sample.yaml)`]);
    const told = error instanceof NoYaml || (error as NodeJS.ErrnoException).code !== undefined;
    throw new ConfigError([`${path}: ${told ? (error as Error).message : 'cannot be read'}`]);
  }
}

/** What no single key tells. */
function amiss({ desks, kafkaBrokers, redisUrl }: ConfigFile): Problem[] {
  const problems: Problem[] = [];
  if (kafkaBrokers && !redisUrl) {
    problems.push({ path: 'redisUrl', text: 'is needed with Kafka (for example redis://localhost:6379)' });
  }
  const twice = (ids: readonly string[]) => ids.flatMap((id, i) => (ids.indexOf(id) < i ? [i] : []));
  for (const i of twice(desks.map(({ id }) => id))) {
    problems.push({ path: `desks[${i}].id`, text: 'another desk has the same (for example acme-2)' });
  }
  for (const [i, { channels, options }] of desks.entries()) {
    for (const j of twice(channels.map(({ id }) => id))) {
      problems.push({
        path: `desks[${i}].channels[${j}].id`,
        text: 'another channel has the same (for example second)',
      });
    }
    const longest = Math.max(...Object.values(options.windowSeconds));
    if (options.maxWindowSeconds < longest) {
      const text = `is shorter than a window (for example ${longest})`;
      problems.push({ path: `desks[${i}].options.maxWindowSeconds`, text });
    }
  }
  return problems;
}
