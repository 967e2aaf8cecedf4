import { randomUUID } from 'node:crypto';
import type { TopicName } from '#contracts';
import type { LaneNumber } from '../../log/log.js';
import {
  type LaneStore,
  type LaneTransaction,
  OwnershipLost,
  type Ownership,
  type Recovered,
  STALE_MS,
  isUnordered,
} from '../store.js';
import { Connection, never } from './connection.js';
import type { LaneRows } from './lane-rows.js';
import type { MemoryDatabase } from './memory-database.js';
import { MemoryTransaction } from './memory-transaction.js';
import { isBegun, toWork, type WorkRow } from './work-rows.js';

/**
 * Where a fault may strike a call. A hook that throws is a database that is away: at `call` nothing was done, at `commit`
 * the transaction rolls back, at `answer` it is committed and the caller does not know. A hook that takes its time is a
 * slow or stopped node; one that calls `crash()` ends the node there.
 */
export type Boundary = 'call' | 'commit' | 'answer';

export type MemoryHooks = {
  at(
    boundary: Boundary,
    call: Exclude<keyof LaneStore<never, never>, 'close' | 'side'>,
    lane: LaneNumber,
  ): Promise<void> | void;
  /** A fresh nonce for `take`; from the seed, so that a run can be played again. */
  nonce?(): string;
};

export type MemoryStore<R, S> = LaneStore<R, S> & {
  /** The node dies: its open transactions roll back, and none of its calls, open or to come, ever answers. */
  crash(): void;
};

type Call = Parameters<MemoryHooks['at']>[1];
type Place = { topic: TopicName; lane: LaneNumber };

/** One node's connection to a `MemoryDatabase`: a `LaneStore` for deterministic simulation. */
export function createMemoryStore<R, S>(options: {
  database: MemoryDatabase<R, S>;
  hooks?: MemoryHooks;
}): MemoryStore<R, S> {
  return new Store(options.database, options.hooks);
}

class Store<R, S> implements MemoryStore<R, S> {
  readonly side: R;
  readonly #database: MemoryDatabase<R, S>;
  readonly #hooks: MemoryHooks | undefined;
  #crashed = false;
  readonly #open = new Set<Connection>();

  constructor(database: MemoryDatabase<R, S>, hooks: MemoryHooks | undefined) {
    this.#database = database;
    this.#hooks = hooks;
    this.side = database.side.reads;
  }

  async take(topic: TopicName, lane: LaneNumber, by: { holder: string; leaseHeld: boolean }) {
    return this.#locked('take', { topic, lane }, (rows) => {
      const now = this.#database.clock.now();
      if (!by.leaseHeld && rows.holder !== undefined && now - rows.heartbeat < STALE_MS) {
        return { kind: 'held' as const, holder: rows.holder };
      }
      const nonce = this.#hooks?.nonce?.() ?? randomUUID();
      const { timeline } = this.#database;
      if (rows.serial > 0 || rows.lastHeard === 0) rows.lastHeard = rows.heartbeat;
      Object.assign(rows, { epoch: rows.epoch + 1, nonce, timeline, holder: by.holder, heartbeat: now, serial: 0 });
      return { kind: 'taken' as const, own: { topic, lane, epoch: rows.epoch, nonce } };
    });
  }

  async heartbeat(own: Ownership): Promise<void> {
    return this.#locked('heartbeat', own, (rows) => {
      this.#check(own, rows);
      rows.heartbeat = this.#database.clock.now();
    });
  }

  async letGo(own: Ownership): Promise<void> {
    return this.#locked('letGo', own, (rows) => {
      if (this.#owns(own, rows)) rows.holder = undefined;
    });
  }

  async recover(own: Ownership): Promise<Recovered> {
    return this.#locked('recover', own, (rows) => {
      this.#check(own, rows);
      for (const [id, row] of rows.work) if (row.state === 'sending') rows.work.set(id, { ...row, state: 'unknown' });
      const { timeline } = this.#database;
      if (rows.knownTimeline === 0) rows.knownTimeline = timeline;
      const failedOver = rows.knownTimeline !== timeline;
      const { offset, serial, againBefore } = rows;
      const endpoints = [...new Set(rows.work.values().map((row) => row.endpoint))];
      const ordered = [...rows.work.values().filter((row) => !isUnordered(row))];
      const heads = new Map(ordered.reverse().map((row) => [row.orderKey, row]));
      const isHead = (row: WorkRow) => heads.get(row.orderKey) === row;
      const open = [...rows.work.values().filter((row) => isUnordered(row) || (isBegun(row) && isHead(row)))];
      return {
        offset,
        serial,
        againBefore,
        failedOver,
        outbox: [...rows.outbox.values()],
        endpoints,
        open: open.map(toWork),
      };
    });
  }

  async work(own: Ownership, endpoint: string, afterSeq: number, limit: number, orderKey?: string) {
    await this.#at('call', 'work', own);
    const rows = this.#database.lane(own.topic, own.lane);
    this.#check(own, rows);
    const wanted = rows.work
      .values()
      .filter((row) => row.endpoint === endpoint && row.seq > afterSeq)
      .filter((row) => orderKey === undefined || row.orderKey === orderKey);
    const found = [...wanted.take(limit).map(toWork)];
    await this.#at('answer', 'work', own);
    return found;
  }

  async transact<T>(own: Ownership, run: (tx: LaneTransaction<R, S>) => Promise<T>): Promise<T> {
    await this.#at('call', 'transact', own);
    const connection = await this.#begin(own);
    try {
      const rows = this.#database.lane(own.topic, own.lane);
      this.#check(own, rows);
      const tx = new MemoryTransaction(connection, rows, this.#database);
      const result = await run(tx);
      await this.#at('commit', 'transact', own);
      tx.commit();
      this.#end(connection);
      await this.#at('answer', 'transact', own);
      return result;
    } finally {
      this.#end(connection);
    }
  }

  crash(): void {
    this.#crashed = true;
    for (const connection of this.#open) connection.crash();
    this.#open.clear();
  }

  async close(): Promise<void> {
    for (const connection of this.#open) this.#end(connection);
  }

  /** A call that is one short transaction of its own. */
  async #locked<T>(call: Call, place: Place, run: (rows: LaneRows) => T): Promise<T> {
    await this.#at('call', call, place);
    const connection = await this.#begin(place);
    try {
      await this.#at('commit', call, place);
      connection.assertOpen();
      const result = run(this.#database.lane(place.topic, place.lane));
      this.#end(connection);
      await this.#at('answer', call, place);
      return result;
    } finally {
      this.#end(connection);
    }
  }

  /** Opens a transaction that holds the lane's row. */
  async #begin({ topic, lane }: Place): Promise<Connection> {
    const release = await this.#database.lock(topic, lane).acquire();
    const { clock, timeline } = this.#database;
    const connection = new Connection(clock, () => this.#database.timeline === timeline, release);
    this.#open.add(connection);
    if (this.#crashed) {
      connection.crash();
      await never();
    }
    return connection;
  }

  #end(connection: Connection): void {
    this.#open.delete(connection);
    connection.end();
  }

  async #at(boundary: Boundary, call: Call, { lane }: Place): Promise<void> {
    if (this.#crashed) await never();
    await this.#hooks?.at(boundary, call, lane);
    if (this.#crashed) await never();
  }

  #owns(own: Ownership, rows: LaneRows): boolean {
    return rows.epoch === own.epoch && rows.nonce === own.nonce && rows.timeline === this.#database.timeline;
  }

  #check(own: Ownership, rows: LaneRows): void {
    if (!this.#owns(own, rows)) throw new OwnershipLost(`lane ${own.lane} of ${own.topic} has another owner`);
  }
}
