import { createHash } from 'node:crypto';

export type Environment = Readonly<Record<string, string | undefined>>;
type Tree = Record<string, unknown>;

/** Which variable stands for which key of the file. The environment wins. */
const VARIABLES: readonly (readonly [variable: string, key: string])[] = [
  ['DATABASE_URL', 'databaseUrl'],
  ['REDIS_URL', 'redisUrl'],
  ['KAFKA_PREFIX', 'kafkaPrefix'],
  ['REDIS_PREFIX', 'redisPrefix'],
  ['PUBLIC_URL', 'publicUrl'],
  ['PORT', 'port'],
  ['DRAIN_SECONDS', 'drainSeconds'],
  ['LANES', 'lanes'],
  ['LOG_LEVEL', 'logLevel'],
  ['RELAYDESK_SECRET', 'secret'],
];

/** Puts what the environment says over what the file says; without a file, one desk is made of it. */
export function withEnvironment(file: Tree | undefined, env: Environment): Tree {
  const tree: Tree = { ...file };
  for (const [variable, key] of VARIABLES) if (env[variable]) tree[key] = env[variable];
  if (env['KAFKA_BROKERS']) tree['kafkaBrokers'] = env['KAFKA_BROKERS'].split(',').map((broker) => broker.trim());
  if (!tree['desks'] && env['TELEGRAM_BOT_TOKEN']) tree['desks'] = [deskOf(env, env['TELEGRAM_BOT_TOKEN'])];
  if (!tree['secret'] && env['TELEGRAM_BOT_TOKEN']) tree['secret'] = derived(env['TELEGRAM_BOT_TOKEN']);
  return tree;
}

/** Fills `${NAME}` in every text of the tree, so that secrets need not stand in the file. */
export function fillIn(
  value: unknown,
  env: Environment,
  path: string,
  missing: (path: string, name: string) => void,
): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{([A-Z0-9_]+)\}/g, (whole, name: string) => {
      if (env[name] === undefined) missing(path, name);
      return env[name] ?? whole;
    });
  }
  if (Array.isArray(value)) return value.map((item, i) => fillIn(item, env, `${path}[${i}]`, missing));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    fillIn(item, env, path ? `${path}.${key}` : key, missing),
  ]);
  return Object.fromEntries(entries);
}

function deskOf(env: Environment, token: string): Tree {
  return {
    id: 'desk',
    name: env['DESK_NAME'] ?? 'Support',
    channels: [
      compact({
        id: 'telegram',
        messenger: 'telegram',
        token,
        apiRoot: env['TELEGRAM_API_ROOT'],
        webhookSecret: env['TELEGRAM_WEBHOOK_SECRET'],
      }),
    ],
    tracker: trackerOf(env),
  };
}

function trackerOf(env: Environment): Tree {
  if (!env['REDMINE_URL']) {
    return compact({
      kind: 'local',
      url: env['LOCAL_TRACKER_URL'],
      token: env['LOCAL_TRACKER_TOKEN'],
      publicUrl: env['LOCAL_TRACKER_PUBLIC_URL'],
      webhookSecret: env['LOCAL_TRACKER_WEBHOOK_SECRET'],
    });
  }
  return compact({
    kind: 'redmine',
    url: env['REDMINE_URL'],
    apiKey: env['REDMINE_API_KEY'],
    publicUrl: env['REDMINE_PUBLIC_URL'],
    webhookSecret: env['REDMINE_WEBHOOK_SECRET'],
    textFormatting: env['REDMINE_TEXT_FORMATTING'],
  });
}

const compact = (tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([, value]) => value !== undefined));

/** Stable for one bot and not to be turned back into its token. */
const derived = (token: string) => createHash('sha256').update(`relaydesk codes ${token}`).digest('base64url');
