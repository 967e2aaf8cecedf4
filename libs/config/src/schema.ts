import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'lower-case letters, digits and -, at most 31');
const window = z.number().min(0).max(60);

/** One messenger account of a desk. The other keys are the messenger's own. */
const Channel = z.looseObject({
  id: id.meta({
    description: 'Names the channel within its desk. Never change it: chats are known by it.',
    examples: ['telegram'],
  }),
  messenger: z.string().meta({ description: 'Which messenger.', examples: ['telegram'] }),
});

/** The desk's tracker. The other keys are the tracker's own. */
const Tracker = z.looseObject({ kind: z.string().meta({ description: 'Which tracker.', examples: ['redmine'] }) });

const Windows = z.strictObject({
  text: window.default(1).meta({ description: 'After a message of words.' }),
  file: window.default(1).meta({ description: 'After a file.' }),
  forward: window.default(1).meta({ description: 'After a message forwarded from elsewhere.' }),
  album: window.default(2).meta({ description: 'After a picture of an album; its pictures come slowly.' }),
});

const Options = z.strictObject({
  unknownPeople: z.enum(['ask', 'allow']).default('ask').meta({
    description:
      'People without a linked account: `ask` them to link one, or `allow` them and write under the desk’s own account.',
  }),
  windowSeconds: z
    .union([Windows, window.transform((all) => ({ text: all, file: all, forward: all, album: all }))])
    .prefault({})
    .meta({
      description:
        'How long after its last part an utterance counts as whole, by the kind of that part; a number: for all kinds.',
      examples: [{ text: 1, file: 1, forward: 1, album: 2 }],
    }),
  maxWindowSeconds: z.number().min(1).max(300).default(30).meta({
    description: 'However the parts keep coming, an utterance counts as whole this long after its first one.',
  }),
  maxParts: z.int().min(1).max(500).default(100).meta({
    description: 'How many parts one draft takes; what comes after begins another.',
  }),
  pageSize: z.int().min(1).max(10).default(5).meta({ description: 'How many issues stand on a page of a choice.' }),
  defaultProject: z
    .strictObject({ id: z.string().meta({ examples: ['1'] }), name: z.string().meta({ examples: ['Web shop'] }) })
    .optional()
    .meta({
      description:
        'Where new issues go unless the person says otherwise. Default: the first project open to them; in a group none, since others would read its name.',
      examples: [{ id: '1', name: 'Web shop' }],
    }),
  codeMinutes: z.number().min(1).max(60).default(10).meta({
    description: 'How long a one-time code that links an account is good for.',
  }),
  codesPerHour: z
    .int()
    .min(1)
    .max(60)
    .default(6)
    .meta({ description: 'How many such codes a person gets in an hour.' }),
  pollSeconds: z.number().min(1).max(300).default(5).meta({
    description: 'How often the tracker is asked for changes.',
  }),
  giveUpAfterDays: z.number().positive().max(60).default(7).meta({
    description: 'How long a tracker may be down before words are given up.',
  }),
});

const Desk = z.strictObject({
  id: id.meta({
    description: 'Names the desk. Never change it: everything of the desk is stored under it.',
    examples: ['acme'],
  }),
  name: z
    .string()
    .min(1)
    .meta({ description: 'As people know the desk.', examples: ['Acme Support'] }),
  channels: z.array(Channel).min(1).meta({ description: 'Its messenger accounts, at least one.' }),
  tracker: Tracker.meta({ description: 'Its tracker.' }),
  options: Options.prefault({}).meta({ description: 'How its dialogs go.' }),
});

const days = z.number().positive().max(36_500);
const Retention = z.strictObject({
  deadLetterDays: days.default(90).meta({
    description:
      'How long dead letters are kept once they were replayed or discarded; those that nobody has decided about stay. How many ' +
      'go is logged.',
  }),
  sessionDays: days.default(365).meta({
    description:
      'How long a session is kept in which nothing is waited for, and what of one could not be read: which issue the next words ' +
      'likely go to, and what was put away, is forgotten then. Words that nobody has decided about stay. How many go is logged.',
  }),
  messageDays: days.optional().meta({
    description:
      'How long it is known which message of a chat is about which issue: a reply to an older one is asked where it belongs. ' +
      'Default: for ever.',
    examples: [1_825],
  }),
});

/** The configuration file, with everything the environment may set put into its place. */
export const ConfigFile = z.strictObject({
  desks: z.array(Desk).min(1).meta({
    description: 'The desks. Without any, one is made of TELEGRAM_BOT_TOKEN and its companions.',
  }),
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/, error: 'must be the address of a Postgres' }).meta({
    description: 'Postgres.',
    examples: ['postgres://relaydesk:secret@localhost:5432/relaydesk'],
  }),
  kafkaBrokers: z
    .array(z.string().regex(/^[^:\s]+:\d+$/, 'must be host:port'))
    .min(1)
    .optional()
    .meta({
      description: 'With them the Kafka log and Redis are used, without them the Postgres log.',
      examples: [['localhost:9092']],
    }),
  redisUrl: z
    .url({ protocol: /^rediss?$/, error: 'must be the address of a Redis' })
    .optional()
    .meta({ description: 'Needed with Kafka: leases and shared rates.', examples: ['redis://localhost:6379'] }),
  kafkaPrefix: z
    .string()
    .regex(/^[a-zA-Z0-9._-]{1,100}$/, 'letters, digits, . _ and -, at most 100')
    .default('relaydesk.')
    .meta({
      description: 'Before the name of every topic and consumer group, where the brokers are shared with others.',
    }),
  redisPrefix: z.string().min(1).default('relaydesk:').meta({
    description: 'Before every key, where the Redis is shared with others.',
  }),
  publicUrl: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
    .optional()
    .meta({
      description: 'Where webhooks reach the gateway. Absent: long polling.',
      examples: ['https://bridge.example.com'],
    }),
  port: z.coerce.number().int().min(0).max(65_535).default(8_080).meta({
    description: 'Where this service answers HTTP: its probes, and the gateway’s webhooks.',
  }),
  drainSeconds: z.coerce
    .number()
    .min(0)
    .max(60)
    .optional()
    .meta({
      description: 'How long an ending gateway goes on answering, not ready any more. Default: 5 with Kafka, else 0.',
      examples: [5],
    }),
  lanes: z.coerce.number().int().min(1).max(1_024).default(16).meta({
    description: 'Lanes of each topic. Stored: it cannot just be changed.',
  }),
  retention: Retention.prefault({}).meta({ description: 'How long what has served is kept.' }),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info').meta({ description: 'What is logged.' }),
  secret: z
    .string()
    .min(16)
    .meta({
      description:
        'What one-time codes are derived from and people’s own credentials are encrypted with. Any long random text; the ' +
        'same for all processes.',
      examples: ['${RELAYDESK_SECRET}'],
    }),
  adminToken: z
    .string()
    .min(32)
    .optional()
    .meta({
      description:
        'Opens the admin API of the gateway to whoever brings it (`Authorization: Bearer …`): any long random text. Absent: ' +
        'there is none.',
      examples: ['${RELAYDESK_ADMIN_TOKEN}'],
    }),
  formerSecrets: z.array(z.string().min(16)).default([]).meta({
    description: 'Secrets of before. What was encrypted with them can still be read; nothing new is.',
  }),
});
export type ConfigFile = z.infer<typeof ConfigFile>;
export type DeskFile = ConfigFile['desks'][number];
