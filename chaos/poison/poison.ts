import { TOPIC_NAMES, type TopicName } from '#contracts';
import { FIRST } from '../people/desk.js';

/** A record that nobody can take in. */
export type Poison = { what: string; topic: TopicName; value: Buffer };

/** Of each topic, a kind that it knows and another does not. */
const KINDS: Record<TopicName, string> = {
  'session-events': 'update.v1',
  'tracker-work': 'command.v1',
  deliveries: 'delivery.v1',
};
const DEPTH = 20_000;

type Values = Record<string, (n: number, topic: TopicName) => Buffer | object | string | number | null>;

/** In any topic: bytes that are no record, and records that are none of the topic's. */
const ANYWHERE: Values = {
  'no JSON': (n) => Buffer.from(`poison ${n}`),
  nothing: () => Buffer.alloc(0),
  'half a record': (n, topic) => half(recordOf(n, topic)),
  'two records in one': (n, topic) => Buffer.concat([bytes(recordOf(n, topic)), bytes(recordOf(n + 1, topic))]),
  'no UTF-8': () => Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
  null: () => null,
  'a number': (n) => n,
  'a string': (n) => `poison ${n}`,
  'a list': (n) => [n],
  'a deep list': () => Buffer.from('['.repeat(DEPTH) + ']'.repeat(DEPTH)),
  'no id': (n, topic) => ({ ...recordOf(n, topic), id: undefined }),
  'an empty id': (n, topic) => ({ ...recordOf(n, topic), id: '' }),
  'an id that is a number': (n, topic) => ({ ...recordOf(n, topic), id: n }),
  'no time': (n, topic) => ({ ...recordOf(n, topic), at: undefined }),
  'a time in words': (n, topic) => ({ ...recordOf(n, topic), at: 'now' }),
  'an unknown kind': (n, topic) => ({ ...recordOf(n, topic), kind: 'poison.v1' }),
  'a kind of another topic': (n, topic) => ({ ...recordOf(n, topic), kind: KINDS[after(topic)] }),
  'a kind that every object has': (n, topic) => ({ ...recordOf(n, topic), kind: 'constructor' }),
  'no body': (n, topic) => ({ ...recordOf(n, topic), body: undefined }),
  'a body that is nothing': (n, topic) => ({ ...recordOf(n, topic), body: null }),
  'a body of another kind': (n, topic) => ({ ...recordOf(n, topic), body: { poison: n } }),
};

/** Updates that look well, and can be taken in all the same by nobody. */
const UPDATES: Values = {
  'a desk that is not configured': (n) => updateIn(n, `nowhere/telegram/${n}`),
  'a chat whose name cannot be read': (n) => updateIn(n, `%${n}`),
  'a chat with a character no database takes': (n) => updateIn(n, `${FIRST.id}/telegram/${n}\0`),
};

export const POISONS = [...Object.keys(ANYWHERE), ...Object.keys(UPDATES)];

/** The n-th: each kind in turn, and those that fit anywhere in each topic in turn. */
export function poisonOf(n: number): Poison {
  const what = POISONS[n % POISONS.length] ?? '';
  const inUpdates = UPDATES[what];
  const turn = TOPIC_NAMES[Math.floor(n / POISONS.length) % TOPIC_NAMES.length] ?? 'deliveries';
  const topic = inUpdates ? 'session-events' : turn;
  const value = (inUpdates ?? ANYWHERE[what])?.(n, topic);
  return { what, topic, value: Buffer.isBuffer(value) ? value : bytes(value) };
}

const recordOf = (n: number, topic: TopicName) => ({
  ...{ id: `poison-${n}`, kind: KINDS[topic], at: Date.now(), body: {} },
});

function updateIn(n: number, chat: string): object {
  const at = Date.now();
  const what = { kind: 'message', message: String(n), text: { text: 'poison', marks: [] }, files: [] };
  const body = { chat, chatKind: 'private', sender: { user: chat, name: 'Poison' }, at, receivedAt: at, what };
  return { ...recordOf(n, 'session-events'), body };
}

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const half = (value: unknown) => bytes(value).subarray(0, bytes(value).length / 2);
const after = (topic: TopicName) => TOPIC_NAMES[(TOPIC_NAMES.indexOf(topic) + 1) % TOPIC_NAMES.length] ?? topic;
