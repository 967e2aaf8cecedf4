import { digest, type Whose, whoseOf } from '#contracts';
import { CAUSE } from '../cause.js';
import type { LogRecord, Publishable } from '../log/log.js';
import type { DeadLetter, Ownership, Work } from '../store/store.js';

/** Of a record that fits no schema, this much of what it says of its kind is kept. */
const KIND_MAX = 80;

/** A record that was understood. */
type Read = { id: string; kind: string; at: number; body: unknown };

/** What is kept of a record that could not be taken in: its bytes as they came. */
export function letterOfRecord(
  { topic, lane }: Ownership,
  from: LogRecord,
  { cause, at, record }: { cause: string; at: number; record?: Read | undefined },
): DeadLetter {
  const said = record ?? envelopeOf(from.value);
  return {
    id: record ? whole(record.id) : `${topic}/${lane}/${from.offset}`,
    topic,
    lane,
    offset: from.offset,
    key: whole(from.key),
    kind: said.kind,
    whose: whoseWithin(said.body),
    cause,
    value: from.value,
    trace: from.trace && whole(from.trace),
    bornAt: record ? timeOr(at, record.at) : at,
    at,
  };
}

/**
 * What is kept of a record that the log takes not, because it is too large. It is a letter of the lane it was meant for, as it is
 * one of that lane's when it comes there after all and cannot be taken in.
 */
export function letterOfUnpublished({ id, topic, lane, key, value, trace }: Publishable, at: number): DeadLetter {
  const { kind, body, at: bornAt = at } = envelopeOf(value);
  const cause = CAUSE.tooLarge;
  return { id, topic, lane, key, kind, whose: whoseWithin(body), cause, value, trace, bornAt, at };
}

/** What is kept of work that was given up, with all that depends on it: where each of it stood. */
export function letterOfWork(own: Ownership, works: readonly Work[], cause: string, at: number): DeadLetter {
  const [first] = works as [Work];
  const { topic, lane } = own;
  const { id, kind, orderKey: key, trace, bornAt, body } = first;
  const value = Buffer.from(JSON.stringify(works));
  return { id, topic, lane, key, kind, whose: whoseWithin(body), cause, value, trace, bornAt, at };
}

/** What is kept of a window that could not be fired. Its state stays as it is, without a due time. */
export const letterOfWindow = ({ topic, lane }: Ownership, key: string, at: number, cause: string): DeadLetter => ({
  id: digest(topic, key, String(at)),
  topic,
  lane,
  key,
  kind: 'window',
  whose: whoseWithin({ session: key }),
  cause,
  value: Buffer.alloc(0),
  bornAt: at,
  at,
});

/** What bytes that may fit no schema say of themselves. */
function envelopeOf(value: Buffer): { kind?: string | undefined; at?: number | undefined; body?: unknown } {
  try {
    const { kind, at, body } = JSON.parse(value.toString('utf8'));
    return {
      kind: typeof kind === 'string' ? whole(kind.slice(0, KIND_MAX)) : undefined,
      at: Number.isSafeInteger(at) ? at : undefined,
      body,
    };
  } catch {
    return {};
  }
}

/** A column takes whole milliseconds alone. */
const timeOr = (otherwise: number, at: number) => (Number.isSafeInteger(at) ? at : otherwise);

/** A column takes no NUL; a dead letter must not be refused for what made it one. */
const whole = (text: string) => text.replaceAll('\0', '\u{fffd}');

function whoseWithin(body: unknown): Whose {
  const { desk, chat, person } = whoseOf(body);
  const kept = (key: string | undefined) => (key === undefined ? undefined : whole(key));
  return { desk: kept(desk), chat: kept(chat), person: kept(person) } as Whose;
}
