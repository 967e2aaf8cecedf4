import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import type { Offset } from '../../log/log.js';
import type { LaneChange, LaneState, LaneTransaction, Ownership } from '../store.js';
import type { PostgresSide } from './postgres-side.js';
import { keepDeadLetters } from './statements/dead-letter.js';
import { knownIds, rememberIds } from './statements/inbox.js';
import { moveLane, noteGoneBack, type LaneRow } from './statements/lane.js';
import { addToOutbox, removeFromOutbox } from './statements/outbox.js';
import { readDue, readStates, writeStates, type StateRow } from './statements/state.js';
import type { Statement } from './statements/statement.js';
import { addWork, changeWork, makeReadyUnknown } from './statements/work.js';

/**
 * One open transaction. Writes go out at once and are not waited for: their answers, a refusal among them, are read
 * together with the commit's, so that a transaction takes as few round trips as it has reads, and two.
 */
export class PostgresTransaction<R, S> implements LaneTransaction<R, S> {
  readonly side: R;
  readonly serial: number;
  readonly #client: PoolClient;
  readonly #own: Ownership;
  readonly #apply: PostgresSide<R, S>['apply'];
  readonly #sent: Promise<QueryResult>[] = [];
  #failure: { error: unknown } | undefined;
  #offset: Offset;
  #nextSeq: number;
  #nextPosition: number;

  constructor(client: PoolClient, own: Ownership, row: LaneRow, side: PostgresSide<R, S>) {
    this.#client = client;
    this.#own = own;
    this.side = side.reads(client);
    this.#apply = (writes) => side.apply(writes);
    this.serial = Number(row.serial);
    this.#offset = Number(row.next_offset);
    this.#nextSeq = Number(row.next_seq);
    this.#nextPosition = Number(row.next_position);
  }

  get offset(): Offset {
    return this.#offset;
  }

  async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.#client.query<{ id: string }>(knownIds(this.#own, ids));
    return new Set(rows.map((row) => row.id));
  }

  async states(keys: readonly string[]): Promise<ReadonlyMap<string, LaneState>> {
    const { rows } = await this.#client.query<StateRow>(readStates(this.#own, keys));
    return new Map(
      rows.map((row) => [row.key, { state: row.state, dueAt: row.due_at === null ? undefined : Number(row.due_at) }]),
    );
  }

  async due(after: number, limit: number): Promise<readonly { key: string; dueAt: number }[]> {
    const { rows } = await this.#client.query<{ key: string; due_at: string }>(readDue(this.#own, after, limit));
    return rows.map(({ key, due_at }) => ({ key, dueAt: Number(due_at) }));
  }

  async takeIn(ids: readonly string[], next: Offset): Promise<void> {
    this.#offset = next;
    if (ids.length > 0) this.#send([rememberIds(this.#own, ids)]);
  }

  async apply(change: LaneChange<S>): Promise<readonly number[]> {
    const first = this.#nextSeq;
    try {
      this.#send(this.#statements(change));
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    }
    const { newWork = [], publish = [] } = change;
    this.#nextSeq += newWork.length;
    this.#nextPosition += publish.length;
    return newWork.map((_, index) => first + index);
  }

  #statements(change: LaneChange<S>): (Statement | QueryConfig)[] {
    const {
      states = [],
      newWork = [],
      work = [],
      publish = [],
      published = [],
      dead = [],
      goneBack,
      side = [],
    } = change;
    return [
      ...writeStates(this.#own, states),
      ...(newWork.length > 0 ? [addWork(this.#own, newWork, this.#nextSeq)] : []),
      ...changeWork(this.#own, work),
      ...(publish.length > 0 ? [addToOutbox(this.#own, publish, this.#nextPosition)] : []),
      ...(published.length > 0 ? [removeFromOutbox(this.#own, published)] : []),
      ...(dead.length > 0 ? [keepDeadLetters(dead)] : []),
      ...(goneBack ? [noteGoneBack(this.#own, goneBack), makeReadyUnknown(this.#own)] : []),
      ...(side.length > 0 ? this.#apply(side) : []),
    ];
  }

  /** Commits, or throws the first thing that went wrong; then nothing was written, unless the answer itself was lost. */
  async commit(): Promise<void> {
    if (this.#failure) throw this.#failure.error;
    this.#send([
      moveLane(this.#own, { offset: this.#offset, nextSeq: this.#nextSeq, nextPosition: this.#nextPosition }),
    ]);
    const committed = this.#client.query('COMMIT');
    const [answer] = await Promise.all([committed, ...this.#sent]);
    // Where a statement failed and its error was swallowed, Postgres answers a COMMIT with ROLLBACK, and no error.
    if (answer.command !== 'COMMIT') throw new Error('the transaction was rolled back: one of its statements failed');
  }

  #send(statements: readonly (Statement | QueryConfig)[]): void {
    for (const statement of statements) {
      const sent = this.#client.query(statement);
      // Read with the commit; until then a refusal must not count as unhandled.
      sent.catch(() => undefined);
      this.#sent.push(sent);
    }
  }
}
