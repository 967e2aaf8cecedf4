import type { Offset } from '../../log/log.js';
import { text, toJson } from '../json.js';
import {
  Refused,
  type DeadLetter,
  type GoneBack,
  type LaneChange,
  type LaneState,
  type LaneTransaction,
  type NewWork,
  type OutboxRow,
  type StateWrite,
} from '../store.js';
import type { LaneRows, StateRow } from './lane-rows.js';
import { changeWork, newRow, toStored, type StoredChange, type WorkRow } from './work-rows.js';
import type { Connection } from './connection.js';
import type { MemoryDatabase } from './memory-database.js';
import { noteGoneBack } from './note-gone-back.js';

/**
 * One open transaction: everything written is kept beside the rows until `commit`, so dropping it rolls back. It sees what
 * it wrote itself, except for side rows, which are seen once committed.
 */
export class MemoryTransaction<R, S> implements LaneTransaction<R, S> {
  readonly side: R;
  readonly #rows: LaneRows;
  readonly #database: MemoryDatabase<R, S>;
  readonly #connection: Connection;
  #failure: { error: unknown } | undefined;
  #offset: Offset;
  #nextSeq: number;
  readonly #takenIn = new Set<string>();
  readonly #states = new Map<string, StateRow | null>();
  readonly #newWork = new Map<string, WorkRow>();
  readonly #workChanges: StoredChange[] = [];
  readonly #publish: OutboxRow[] = [];
  readonly #published: string[] = [];
  readonly #dead: DeadLetter[] = [];
  readonly #side: S[] = [];
  #goneBack: GoneBack | undefined;

  constructor(connection: Connection, rows: LaneRows, database: MemoryDatabase<R, S>) {
    this.#connection = connection;
    this.#rows = rows;
    this.#database = database;
    this.side = database.side.reads;
    this.#offset = rows.offset;
    this.#nextSeq = rows.nextSeq;
  }

  get offset(): Offset {
    return this.#offset;
  }

  get serial(): number {
    return this.#rows.serial;
  }

  known(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#statement(() => new Set(ids.filter((id) => this.#rows.inbox.has(id) || this.#takenIn.has(id))));
  }

  states(keys: readonly string[]): Promise<ReadonlyMap<string, LaneState>> {
    return this.#statement(() => {
      const found = new Map<string, LaneState>();
      for (const key of keys) {
        const written = this.#states.get(key);
        const row = written === undefined ? this.#rows.states.get(key) : written;
        if (row) found.set(key, { state: JSON.parse(row.json), dueAt: row.dueAt });
      }
      return found;
    });
  }

  due(after: number, limit: number): Promise<readonly { key: string; dueAt: number }[]> {
    return this.#statement(() => {
      const rows = new Map<string, StateRow | null>([...this.#rows.states, ...this.#states]);
      const found = [...rows].flatMap(([key, row]) =>
        row?.dueAt !== undefined && row.dueAt > after ? [{ key, dueAt: row.dueAt }] : [],
      );
      found.sort((a, b) => a.dueAt - b.dueAt);
      const last = found[limit - 1]?.dueAt ?? Infinity;
      return found.filter(({ dueAt }) => dueAt <= last);
    });
  }

  takeIn(ids: readonly string[], next: Offset): Promise<void> {
    return this.#statement(() => {
      for (const id of ids) {
        if (this.#takenIn.has(text(id)) || this.#rows.inbox.has(id)) throw new Refused('an id is taken in twice');
        this.#takenIn.add(id);
      }
      this.#offset = next;
    });
  }

  apply(change: LaneChange<S>): Promise<readonly number[]> {
    return this.#statement(() => {
      change.states?.forEach((write) => this.#writeState(write));
      const seqs = (change.newWork ?? []).map((work) => this.#addWork(work));
      this.#workChanges.push(...(change.work ?? []).map(toStored));
      for (const row of change.publish ?? []) this.#publish.push({ ...row, key: text(row.key) });
      this.#published.push(...(change.published ?? []));
      for (const letter of change.dead ?? []) this.#dead.push({ ...letter, key: text(letter.key) });
      this.#goneBack = change.goneBack ?? this.#goneBack;
      this.#side.push(...(change.side ?? []));
      return seqs;
    });
  }

  /** Makes everything true at once, or throws and changes nothing. */
  commit(): void {
    this.#connection.assertOpen();
    if (this.#failure) throw this.#failure.error;
    this.#applySide();
    const rows = this.#rows;
    if (this.#goneBack) noteGoneBack(rows, this.#goneBack, this.#database.clock.now());
    rows.offset = this.#offset;
    rows.nextSeq = this.#nextSeq;
    rows.serial += 1;
    const today = this.#database.today();
    for (const id of this.#takenIn) rows.inbox.set(id, today);
    for (const [key, row] of this.#states) {
      if (row) rows.states.set(key, row);
      else rows.states.delete(key);
    }
    for (const [id, row] of this.#newWork) if (!rows.work.has(id)) rows.work.set(id, row);
    for (const change of this.#workChanges) changeWork(rows.work, change);
    for (const row of this.#publish) if (!rows.outbox.has(row.id)) rows.outbox.set(row.id, row);
    for (const id of this.#published) rows.outbox.delete(id);
    for (const letter of this.#dead) if (!rows.dead.has(letter.id)) rows.dead.set(letter.id, letter);
  }

  /** One statement; after one that failed the transaction can only roll back, as in Postgres. */
  async #statement<T>(run: () => T): Promise<T> {
    await this.#connection.statement();
    try {
      return run();
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    }
  }

  #applySide(): void {
    if (this.#side.length === 0) return;
    try {
      this.#database.side.apply(this.#side);
    } catch (error) {
      throw new Refused('the side rows are refused', { cause: error });
    }
  }

  #writeState({ key, state, dueAt }: StateWrite): void {
    this.#states.set(text(key), state === null ? null : { json: toJson(state), dueAt });
  }

  #addWork(work: NewWork): number {
    const seq = this.#nextSeq;
    this.#nextSeq += 1;
    if (!this.#newWork.has(work.id)) this.#newWork.set(work.id, newRow(work, seq));
    return seq;
  }
}
