import { z } from 'zod';
import { Command, Follow, Hint } from './command.js';
import { Delivery } from './delivery.js';
import { CommandOutcome } from './outcome.js';
import { OverdueWindow, Replay } from './replay.js';
import { Update } from './update.js';

type Service = 'gateway' | 'session-aggregator' | 'tracker-adapter' | 'notifier';

type Topic = {
  /** The one service that reads it: its lag is that service's load. */
  consumer: Service;
  producers: readonly Service[];
  /** What the partition key of each kind is; order is kept within it. */
  keys: string;
  /** Schemas only grow; a new meaning is a new version beside the old one. */
  records: Readonly<Record<string, z.ZodType>>;
};

/** Every record is read once at least: code made for its schema reads it at half the price. */
const compiled = <R extends Topic['records']>(records: R): R =>
  Object.fromEntries(Object.entries(records).map(([kind, schema]) => [kind, z.compile(schema)])) as R;

/** The topic table: who writes what, keyed how, read by whom. The docs table is generated from it. */
export const TOPICS = {
  'session-events': {
    consumer: 'session-aggregator',
    producers: ['gateway', 'tracker-adapter', 'session-aggregator'],
    keys: 'chat',
    records: compiled({ 'update.v1': Update, 'outcome.v1': CommandOutcome, 'window.v1': OverdueWindow }),
  },
  'tracker-work': {
    consumer: 'tracker-adapter',
    producers: ['gateway', 'session-aggregator', 'tracker-adapter'],
    keys: 'acting account, or chat where the account is shared (command); issue (hint); desk (follow)',
    records: compiled({ 'command.v1': Command, 'hint.v1': Hint, 'follow.v1': Follow, 'replay.v1': Replay }),
  },
  deliveries: {
    consumer: 'notifier',
    producers: ['gateway', 'session-aggregator', 'tracker-adapter'],
    keys: 'chat',
    records: compiled({ 'delivery.v1': Delivery, 'replay.v1': Replay }),
  },
} as const satisfies Record<string, Topic>;

export type TopicName = keyof typeof TOPICS;
export const TOPIC_NAMES = Object.keys(TOPICS) as TopicName[];

/** Every kind of record, by topic, with its body's type. */
export type Bodies = {
  [T in TopicName]: {
    [K in keyof (typeof TOPICS)[T]['records']]: z.infer<(typeof TOPICS)[T]['records'][K]>;
  };
};
