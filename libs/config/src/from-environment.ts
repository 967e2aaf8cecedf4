import { createHash } from 'node:crypto';

export type Environment = Readonly<Record<string, string | undefined>>;
export type Tree = Record<string, unknown>;
type Variables = readonly (readonly [variable: string, key: string])[];

/** Which variable stands for which key of the file. The environment wins. */
export const VARIABLES: Variables = [
  ['DATABASE_URL', 'databaseUrl'],
  ['KAFKA_BROKERS', 'kafkaBrokers'],
  ['KAFKA_PREFIX', 'kafkaPrefix'],
  ['REDIS_URL', 'redisUrl'],
  ['REDIS_PREFIX', 'redisPrefix'],
  ['PUBLIC_URL', 'publicUrl'],
  ['PORT', 'port'],
  ['DRAIN_SECONDS', 'drainSeconds'],
  ['LANES', 'lanes'],
  ['LOG_LEVEL', 'logLevel'],
  ['RELAYDESK_SECRET', 'secret'],
  ['RELAYDESK_ADMIN_TOKEN', 'adminToken'],
];

/** The simplest case of one desk: without a list of desks, and with a bot's token, it is made of these. */
export const DESK_VARIABLES = {
  desk: [['DESK_NAME', 'name']],
  telegram: [
    ['TELEGRAM_BOT_TOKEN', 'token'],
    ['TELEGRAM_API_ROOT', 'apiRoot'],
    ['TELEGRAM_WEBHOOK_SECRET', 'webhookSecret'],
  ],
  redmine: [
    ['REDMINE_URL', 'url'],
    ['REDMINE_API_KEY', 'apiKey'],
    ['REDMINE_PUBLIC_URL', 'publicUrl'],
    ['REDMINE_WEBHOOK_SECRET', 'webhookSecret'],
    ['REDMINE_TEXT_FORMATTING', 'textFormatting'],
  ],
  local: [
    ['LOCAL_TRACKER_URL', 'url'],
    ['LOCAL_TRACKER_TOKEN', 'token'],
    ['LOCAL_TRACKER_PUBLIC_URL', 'publicUrl'],
    ['LOCAL_TRACKER_WEBHOOK_SECRET', 'webhookSecret'],
  ],
} as const satisfies Record<string, Variables>;

/** All of these. */
export const VARIABLE_NAMES: readonly string[] = [VARIABLES, ...Object.values(DESK_VARIABLES)].flatMap((variables) =>
  variables.map(([name]) => name),
);

/** Puts what the environment says over what the file says; without desks, one is made of it. An empty variable is none. */
export function withEnvironment(file: Tree | undefined, env: Environment): Tree {
  const tree: Tree = { ...file, ...taken(VARIABLES, env) };
  const { KAFKA_BROKERS: brokers, TELEGRAM_BOT_TOKEN: token } = env;
  if (brokers)
    tree['kafkaBrokers'] = brokers
      .split(',')
      .map((broker) => broker.trim())
      .filter(Boolean);
  if (!token) return tree;
  return { desks: [deskOf(env)], secret: derived(token), ...tree };
}

/** The variable that a value of the one desk made of the environment came from, or is to come from. */
export function deskVariable(path: string, env: Environment): string | undefined {
  const places: readonly (readonly [string, Variables])[] = [
    ['desks[0]', DESK_VARIABLES.desk],
    ['desks[0].channels[0]', DESK_VARIABLES.telegram],
    ['desks[0].tracker', DESK_VARIABLES[trackerOf(env)]],
  ];
  const all = places.flatMap(([place, variables]) =>
    variables.map(([variable, key]) => [`${place}.${key}`, variable] as const),
  );
  return all.find(([known]) => known === path)?.[1];
}

const trackerOf = (env: Environment) => (env['REDMINE_URL'] ? 'redmine' : 'local');

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

function deskOf(env: Environment): Tree {
  const tracker = trackerOf(env);
  return {
    id: 'desk',
    name: 'Support',
    ...taken(DESK_VARIABLES.desk, env),
    channels: [{ id: 'telegram', messenger: 'telegram', ...taken(DESK_VARIABLES.telegram, env) }],
    tracker: { kind: tracker, ...taken(DESK_VARIABLES[tracker], env) },
  };
}

const taken = (variables: Variables, env: Environment): Tree =>
  Object.fromEntries(variables.flatMap(([variable, key]) => (env[variable] ? [[key, env[variable]]] : [])));

/** Stable for one bot and not to be turned back into its token. */
const derived = (token: string) => createHash('sha256').update(`relaydesk codes ${token}`).digest('base64url');
