import { fromBytes, type TopicName, type TopicRecord } from '#contracts';
import type { Logger } from '#telemetry';
import { CAUSE } from '../cause.js';
import type { Clock } from '../clock.js';
import type { LogBatch, LogRecord, Offset } from '../log/log.js';
import type { LaneService, Lost } from '../service.js';
import { type DeadLetter, type LaneTransaction, type Ownership, Refused } from '../store/store.js';
import type { AnsweredDoubt } from '../work/doubts.js';
import { markAgain } from './again.js';
import { bornHere } from './born-here.js';
import { letterOfRecord, letterOfWindow } from './dead-letter.js';
import { type Answer, createFold } from './fold.js';
import { isBug, LaneFault } from './lane-fault.js';
import { merge } from './merge.js';
import { PoisonCount } from './poison-count.js';
import { createSliceSize } from './slice-size.js';
import type { Writer } from './writer.js';

type Live<T extends TopicName> = { from: LogRecord; record: TopicRecord<T> };
/** One that is a dead letter. `lost`: what its person is to be told of; absent: nobody is told. */
type Dead<T extends TopicName> = { from: LogRecord; letter: DeadLetter; lost?: Lost<T> };
type Read<T extends TopicName> = Live<T> | Dead<T>;
/** Part of a batch: what was read of it, and the offsets it begins and ends at. `urgent`: some of it is dead, or refused. */
type Slice<T extends TopicName> = { read: readonly Read<T>[]; first: Offset; next: Offset; urgent: boolean };

/**
 * Takes batches in: one batch, one transaction. Records the inbox knows are dropped; those that do not parse, that the core
 * throws on, that the database refuses, or that are older than the inbox remembers become dead letters with their cause.
 */
export function createIntake<T extends TopicName, R, S, C>(deps: {
  service: LaneService<T, R, S, C>;
  own: Ownership;
  writer: Writer<R, S>;
  logger: Logger;
  clock: Pick<Clock, 'now' | 'monotonic'>;
  /** How long the inbox remembers an id: the topic's retention and a day. */
  inboxKeepsMs: number;
  /** What was born before (ms) may have been worked on for a database that is no more. */
  againBefore: () => number;
  /** What these answers to doubts change. */
  answer: (answers: readonly Answer[]) => readonly AnsweredDoubt[];
  /** Those changes are committed. */
  answered: (changes: readonly AnsweredDoubt[]) => void;
  /** The lane is full: nothing more is taken in for now. */
  isFull: () => boolean;
}) {
  const { service, own, writer, clock } = deps;
  const size = createSliceSize();

  /** Resolves with the offset to go on from once the batch is committed, or as much of it as fills the lane. */
  async function take(batch: LogBatch): Promise<Offset> {
    let next = batch.first;
    for (let i = 0; i < batch.records.length && (i === 0 || !deps.isFull());) {
      const records = batch.records.slice(i, i + size.most());
      next = await takeSlice(records, next);
      i += records.length;
    }
    return next;
  }

  async function takeSlice(records: readonly LogRecord[], first: Offset): Promise<Offset> {
    const last = records.at(-1);
    if (!last) return first;
    const poisoned = new PoisonCount(records.length);
    const read = records.map((from) => parse(from, poisoned));
    await commit({ read, first, next: last.offset + 1, urgent: read.some(isDead) }, poisoned);
    return last.offset + 1;
  }

  /** Bisects what the database, or the core, refuses down to the record that is refused; the whole lane waits for that. */
  async function commit(slice: Slice<T>, poisoned: PoisonCount): Promise<void> {
    const { read, first, next } = slice;
    try {
      return await write(slice, poisoned);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const [only, ...more] = read;
      if (only && more.length === 0)
        return commit({ ...slice, read: [bury(only, poisoned, error)], urgent: true }, poisoned);
    }
    const half = read.length >> 1;
    const middle = (read[half] as Read<T>).from.offset;
    await commit({ read: read.slice(0, half), first, next: middle, urgent: true }, poisoned);
    await commit({ read: read.slice(half), first: middle, next, urgent: true }, poisoned);
  }

  /** What the database refuses is dead, and its person is told, unless it refuses the words, too. */
  function bury(refused: Read<T>, poisoned: PoisonCount, error: Refused): Dead<T> {
    const { from } = refused;
    if (!isDead(refused)) {
      poisoned.add(from.key);
      const cause = error.cause === undefined ? CAUSE.valueRefused : CAUSE.coreThrew(error.cause);
      return dead(from, cause, refused.record);
    }
    if (!refused.lost) throw error;
    return { from, letter: refused.letter };
  }

  async function write({ read, first, next, urgent }: Slice<T>, poisoned: PoisonCount): Promise<void> {
    let answered: readonly AnsweredDoubt[] = [];
    await writer.step(async (tx) => {
      if (tx.offset !== first) throw new LaneFault(`The lane row is at ${tx.offset}, its intake at ${first}.`);
      const folded = await fold(tx, read, poisoned);
      answered = deps.answer(folded.answers);
      await tx.takeIn(folded.ids, next);
      return merge([markAgain(folded.change, deps.againBefore()), { work: answered }]);
    }, urgent);
    deps.answered(answered);
  }

  async function fold(tx: LaneTransaction<R, S>, read: readonly Read<T>[], poisoned: PoisonCount) {
    const live = read.filter((one): one is Live<T> => !isDead(one));
    const buried = read.filter(isDead);
    const fresh = dropKnown(live, await tx.known(live.map(({ record }) => record.id)));
    const lost = buried.flatMap((one) => one.lost ?? []);
    const records = [...fresh, ...lost.filter((one) => one.kind === 'record')].map(({ record }) => record);
    const againBefore = deps.againBefore();
    const states = await tx.states([...new Set(records.flatMap((record) => keysOf(service, record, againBefore)))]);
    const due = [...states].filter(([, { dueAt }]) => dueAt !== undefined);
    const context = await service
      .load(tx.side, records, new Map(due.map(([key, { state }]) => [key, state])))
      .catch(refuseWhatThrows);
    const began = clock.monotonic();
    const core = createFold(service, states, context, againBefore);
    for (const { record } of fresh) core.take(record);
    for (const one of lost) core.giveUp(one, clock.now());
    const { change, answers, poison, left, brokenWindows } = core.result();
    size.took(read.length, clock.monotonic() - began);
    for (const { record } of poison) poisoned.add(record.key);
    const sources = new Map(fresh.map(({ from, record }) => [record, from]));
    const letters = [
      ...buried.map(({ letter }) => letter),
      ...[...poison, ...left].map(({ record, cause }) => letterOf(sources.get(record) as LogRecord, cause, record)),
      ...brokenWindows.map((key) => letterOfWindow(own, key, clock.now(), CAUSE.windowBroken)),
    ];
    const newWork = change.newWork?.map((work) => bornHere(work, clock.now()));
    const ids = fresh.map(({ record }) => record.id);
    return { change: merge([{ ...change, newWork }, { dead: letters }]), answers, ids };
  }

  function parse(from: LogRecord, poisoned: PoisonCount): Read<T> {
    const parsed = fromBytes(service.topic, from);
    if (!parsed.ok) {
      poisoned.add(from.key);
      return dead(from, parsed.cause);
    }
    const { record } = parsed;
    const isOld = record.at < clock.now() - deps.inboxKeepsMs;
    return isOld ? dead(from, CAUSE.tooOld, record) : { from, record };
  }

  function dead(from: LogRecord, cause: string, record?: TopicRecord<T>): Dead<T> {
    const letter = letterOf(from, cause, record);
    return { from, letter, lost: record ? { kind: 'record', record } : { kind: 'unread', letter } };
  }

  function letterOf(from: LogRecord, cause: string, record?: TopicRecord<T>): DeadLetter {
    const { topic, lane } = own;
    deps.logger.warn({ topic, lane, offset: from.offset, cause }, 'A record became a dead letter.');
    return letterOfRecord(own, from, { cause, at: clock.now(), record });
  }

  return { take };
}

const isDead = <T extends TopicName>(one: Read<T>): one is Dead<T> => 'letter' in one;

/** A core that throws on what it is to read of a record: that record is poison, and no fault of the lane. */
function refuseWhatThrows(error: unknown): never {
  if (!isBug(error) || error instanceof LaneFault) throw error;
  throw new Refused('the core threw', { cause: error });
}

/** Without the ids taken in before, and without a second one of the same batch. */
function dropKnown<T extends TopicName>(read: readonly Live<T>[], known: ReadonlySet<string>): Live<T>[] {
  const seen = new Set(known);
  return read.filter(({ record }) => !seen.has(record.id) && seen.add(record.id));
}

/** The core's own word on which states a record touches; one that throws here is poison when it is taken. */
function keysOf<T extends TopicName, R, S, C>(
  service: LaneService<T, R, S, C>,
  record: TopicRecord<T>,
  againBefore: number,
): readonly string[] {
  try {
    return service.keysOf(record, againBefore);
  } catch {
    return [];
  }
}
