import { z } from 'zod';
import { RecordId, recordId } from './ids.js';
import { TOPICS, type Bodies, type TopicName } from './topics.js';

/** One record of one topic. `at` is the source's time in ms; `trace` a W3C traceparent, carried in a header. */
export type TopicRecord<T extends TopicName = TopicName> = {
  [N in T]: {
    [K in keyof Bodies[N] & string]: {
      topic: N;
      id: RecordId;
      key: string;
      kind: K;
      at: number;
      trace?: string | undefined;
      body: Bodies[N][K];
    };
  }[keyof Bodies[N] & string];
}[T];

/** A record as bytes, the way a log carries it. */
export type RecordBytes = { key: string; value: Buffer; trace?: string | undefined };

const Envelope = z.compile(z.object({ id: RecordId, kind: z.string(), at: z.number(), body: z.unknown() }));

/** Makes a record whose id follows from its causes (see `recordId`). */
export function makeRecord<T extends TopicName, K extends keyof Bodies[T] & string>(
  topic: T,
  kind: K,
  fields: {
    key: string;
    at: number;
    causes: readonly string[];
    ordinal: number;
    trace?: string | undefined;
    body: Bodies[T][K];
    /** At the edge the source's own id says it all: what it tells again is the same record, whatever it looks like now. */
    edge?: boolean;
  },
): TopicRecord<T> {
  const { key, at, causes, ordinal, trace, body } = fields;
  const id = recordId(causes, ordinal, fields.edge ? [topic, kind, key] : [topic, kind, key, body]);
  return { topic, id, key, kind, at, trace, body } as unknown as TopicRecord<T>;
}

export function toBytes(record: TopicRecord): RecordBytes {
  const { id, kind, at, body } = record;
  return { key: record.key, value: Buffer.from(JSON.stringify({ id, kind, at, body })), trace: record.trace };
}

export type Parsed<T extends TopicName> = { ok: true; record: TopicRecord<T> } | { ok: false; cause: string };

/** Parses bytes from a log. Bytes that do not parse become a dead letter with the cause named here; nothing is thrown. */
export function fromBytes<T extends TopicName>(topic: T, bytes: RecordBytes): Parsed<T> {
  let json: unknown;
  try {
    json = JSON.parse(bytes.value.toString('utf8'));
  } catch {
    return { ok: false, cause: 'not JSON' };
  }
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return { ok: false, cause: `envelope: ${issues(envelope.error)}` };
  const { id, kind, at } = envelope.data;
  const schemas: Readonly<Record<string, z.ZodType>> = TOPICS[topic].records;
  const schema = Object.hasOwn(schemas, kind) ? schemas[kind] : undefined;
  if (!schema) return { ok: false, cause: `unknown kind ${JSON.stringify(kind).slice(0, 80)}` };
  const body = schema.safeParse(envelope.data.body);
  if (!body.success) return { ok: false, cause: `${kind}: ${issues(body.error)}` };
  const record = { topic, id, key: bytes.key, kind, at, trace: bytes.trace, body: body.data };
  return { ok: true, record: record as unknown as TopicRecord<T> };
}

/** Paths and what is wrong with them, never the values: a cause is logged and shown to operators. */
const issues = (error: z.ZodError) =>
  error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || '(root)'} ${issue.code}`)
    .join('; ');
