import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'lower-case letters, digits and -, at most 31');
const seconds = z.number().positive().max(120);

/** One messenger account of a desk. The other keys are the messenger's own. */
const Channel = z
  .looseObject({
    id: id.describe('Names the channel within its desk. Never change it: chats are known by it.'),
    messenger: z.string().describe('Which messenger: `telegram`.'),
  })
  .describe('A channel; its other keys are its messenger’s.');

/** The desk's tracker. The other keys are the tracker's own. */
const Tracker = z
  .looseObject({ kind: z.string().describe('Which tracker: `redmine` or `local`.') })
  .describe('The tracker; its other keys are the tracker’s own.');

const Options = z.object({
  unknownPeople: z
    .enum(['ask', 'allow'])
    .default('ask')
    .describe('People without a linked account: ask them to link one, or write for them under the desk’s own account.'),
  windowSeconds: seconds.default(1).describe('How long after its last part an utterance counts as whole.'),
  albumWindowSeconds: seconds.default(2).describe('The same for an album, whose pictures come slowly.'),
  pageSize: z.int().min(1).max(10).default(5).describe('How many issues stand on a page of a choice.'),
  defaultProject: z
    .object({ id: z.string(), name: z.string() })
    .optional()
    .describe('Where new issues go unless the person says otherwise. Default: the first project open to them.'),
  pollSeconds: z.number().min(1).max(300).default(5).describe('How often the tracker is asked for changes.'),
  giveUpAfterDays: z
    .number()
    .positive()
    .max(60)
    .default(7)
    .describe('How long a tracker may be down before words are given up.'),
});

const Desk = z.object({
  id: id.describe('Names the desk. Never change it: everything of the desk is stored under it.'),
  name: z.string().min(1).describe('As people know the desk.'),
  channels: z.array(Channel).min(1),
  tracker: Tracker,
  options: Options.prefault({}),
});

/** The configuration file, with everything the environment may set put into its place. */
export const ConfigFile = z.object({
  desks: z.array(Desk).min(1),
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }).describe('Postgres.'),
  kafkaBrokers: z
    .array(z.string().regex(/^[^:\s]+:\d+$/, 'host:port'))
    .optional()
    .describe('With them the Kafka log and Redis are used, without them the Postgres log.'),
  redisUrl: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('Needed with Kafka: leases and shared rates.'),
  kafkaPrefix: z
    .string()
    .regex(/^[a-zA-Z0-9._-]{1,100}$/, 'letters, digits, . _ and -, at most 100')
    .default('relaydesk.')
    .describe('Before the name of every topic and consumer group, where the brokers are shared with others.'),
  redisPrefix: z
    .string()
    .min(1)
    .default('relaydesk:')
    .describe('Before every key, where the Redis is shared with others.'),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where webhooks reach the gateway. Absent: long polling.'),
  port: z.coerce.number().int().min(0).max(65_535).default(8_080).describe('Where this service answers HTTP.'),
  drainSeconds: z.coerce
    .number()
    .min(0)
    .max(60)
    .optional()
    .describe('How long an ending gateway goes on answering, not ready any more. Default: 5 with Kafka, else 0.'),
  lanes: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_024)
    .default(16)
    .describe('Lanes of each topic. Stored: it cannot just be changed.'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  secret: z
    .string()
    .min(16)
    .describe('What one-time codes are derived from. Any long random text; the same for all processes.'),
});
export type ConfigFile = z.infer<typeof ConfigFile>;
export type DeskFile = ConfigFile['desks'][number];
