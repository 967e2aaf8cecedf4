import { createHash } from 'node:crypto';
import { fromBytes, type TopicName, type TopicRecord } from '#contracts';
import type { Logger } from '#telemetry';
import type { LogBatch, LogRecord, Offset } from '../log/log.js';
import type { LaneService } from '../service.js';
import { type DeadLetter, type LaneTransaction, type Ownership, Refused, type WorkChange } from '../store/store.js';
import { type Answer, createFold } from './fold.js';
import { merge } from './merge.js';
import { type Committed, LaneFault, type Writer } from './writer.js';

/** At most this many records share a transaction. */
const MOST = 2_000;
/** Poison on more keys than this, and on most of a batch, is no accident of one record: the lane stops loudly. */
const MOST_POISON_KEYS = 20;

type Read<T extends TopicName> = { from: LogRecord; record: TopicRecord<T> };

/**
 * Takes batches in: one batch, one transaction. Records the inbox knows are dropped; those that do not parse, that the core
 * throws on, that the database refuses, or that are older than the inbox remembers become dead letters with their cause.
 */
export function createIntake<T extends TopicName, R, S, C>(deps: {
  service: LaneService<T, R, S, C>;
  own: Ownership;
  writer: Writer<R, S>;
  logger: Logger;
  now: () => number;
  /** How long the inbox remembers an id: the topic's retention and a day. */
  inboxKeepsMs: number;
  /** What these answers to doubts change. */
  answers: (answers: readonly Answer[]) => readonly WorkChange[];
  /** A step is committed: its due times, work, records and answers take effect. */
  committed: (step: Committed<S>, answers: readonly Answer[]) => void;
}) {
  const { service, own, writer } = deps;

  /** Resolves with the offset to go on from once the batch is committed. */
  async function take(batch: LogBatch): Promise<Offset> {
    let next = batch.first;
    for (let i = 0; i < batch.records.length; i += MOST) {
      next = await takeSlice(batch.records.slice(i, i + MOST), next);
    }
    return next;
  }

  async function takeSlice(records: readonly LogRecord[], first: Offset): Promise<Offset> {
    const last = records.at(-1);
    if (!last) return first;
    const { read, dead } = parse(records);
    await commit(read, dead, first, last.offset + 1);
    return last.offset + 1;
  }

  /** Bisects what the database refuses, down to the record it refuses. */
  async function commit(read: readonly Read<T>[], dead: DeadLetter[], first: Offset, next: Offset): Promise<void> {
    try {
      await write(read, dead, first, next);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const half = read.length >> 1;
      const middle = read[half];
      if (!middle || half === 0) {
        const refused = read.map(({ from }) => deadLetter(from, 'the database refuses a value of it'));
        return write([], [...dead, ...refused], first, next);
      }
      await commit(read.slice(0, half), dead, first, middle.from.offset);
      await commit(read.slice(half), [], middle.from.offset, next);
    }
  }

  async function write(
    read: readonly Read<T>[],
    dead: readonly DeadLetter[],
    first: Offset,
    next: Offset,
  ): Promise<void> {
    let answers: readonly Answer[] = [];
    const done = await writer.step(async (tx) => {
      if (tx.offset !== first) throw new LaneFault(`The lane row is at ${tx.offset}, its intake at ${first}.`);
      const folded = await fold(tx, read);
      answers = folded.answers;
      await tx.takeIn(folded.ids, next);
      return merge([folded.change, { dead, work: deps.answers(answers) }]);
    });
    deps.committed(done, answers);
  }

  async function fold(tx: LaneTransaction<R, S>, read: readonly Read<T>[]) {
    const fresh = dropKnown(read, await tx.known(read.map(({ record }) => record.id)));
    const records = fresh.map(({ record }) => record);
    const states = await tx.states([...new Set(records.flatMap((record) => keysOf(service, record)))]);
    const due = [...states].filter(([, { dueAt }]) => dueAt !== undefined);
    const context = await service.load(tx.side, records, new Map(due.map(([key, { state }]) => [key, state])));
    const core = createFold(service, states, context);
    for (const record of records) core.take(record);
    const { change, answers, poison, brokenWindows } = core.result();
    refuseIfTooMuch(new Set(poison.map(({ record }) => record.key)).size, records.length);
    const sources = new Map(fresh.map(({ from, record }) => [record, from]));
    const dead = poison.map(({ record, cause }) => deadLetter(sources.get(record) as LogRecord, cause, record.id));
    dead.push(...brokenWindows.map((key) => brokenWindow(own, key, deps.now())));
    return { change: merge([change, { dead }]), answers, ids: records.map(({ id }) => id) };
  }

  function parse(records: readonly LogRecord[]): { read: Read<T>[]; dead: DeadLetter[] } {
    const read: Read<T>[] = [];
    const dead: DeadLetter[] = [];
    const oldest = deps.now() - deps.inboxKeepsMs;
    for (const from of records) {
      const parsed = fromBytes(service.topic, from);
      if (!parsed.ok) dead.push(deadLetter(from, parsed.cause));
      else if (parsed.record.at < oldest)
        dead.push(deadLetter(from, 'older than the inbox remembers', parsed.record.id));
      else read.push({ from, record: parsed.record });
    }
    return { read, dead };
  }

  function deadLetter(from: LogRecord, cause: string, id?: string): DeadLetter {
    const { topic, lane } = own;
    const at = deps.now();
    deps.logger.warn({ topic, lane, offset: from.offset, cause }, 'A record became a dead letter.');
    return {
      id: id ?? `${topic}/${lane}/${from.offset}`,
      topic,
      lane,
      offset: from.offset,
      key: from.key,
      cause,
      value: from.value,
      at,
    };
  }

  return { take };
}

/** Without the ids taken in before, and without a second one of the same batch. */
function dropKnown<T extends TopicName>(read: readonly Read<T>[], known: ReadonlySet<string>): Read<T>[] {
  const seen = new Set(known);
  return read.filter(({ record }) => !seen.has(record.id) && seen.add(record.id));
}

/** The core's own word on which states a record touches; one that throws here is poison when it is taken. */
function keysOf<T extends TopicName, R, S, C>(
  service: LaneService<T, R, S, C>,
  record: TopicRecord<T>,
): readonly string[] {
  try {
    return service.keysOf(record);
  } catch {
    return [];
  }
}

function refuseIfTooMuch(keys: number, of: number): void {
  if (keys > MOST_POISON_KEYS && keys > of / 2) {
    throw new LaneFault(`The core threw on ${keys} keys of one batch: this is no poison, it is a bug.`);
  }
}

export function brokenWindow(own: Ownership, key: string, at: number): DeadLetter {
  const id = createHash('sha256').update(`${own.topic}/${key}/${at}`).digest('base64url').slice(0, 27);
  const cause = 'the core threw on a window';
  return { id, topic: own.topic, lane: own.lane, key, cause, value: Buffer.alloc(0), at };
}
