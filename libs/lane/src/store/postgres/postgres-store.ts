import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { TopicName } from '#contracts';
import type { LaneNumber } from '../../log/log.js';
import {
  type LaneStore,
  type LaneTransaction,
  OwnershipLost,
  type Ownership,
  type Recovered,
  STALE_MS,
} from '../store.js';
import type { PostgresSide } from './postgres-side.js';
import { PostgresTransaction } from './postgres-transaction.js';
import { asStoreError } from './refusal.js';
import { renewTogether } from './renew-together.js';
import {
  clearHolder,
  lockLane,
  noteFirstTimeline,
  readHolder,
  readOwned,
  renewHeartbeat,
  renewHeartbeats,
  takeLane,
  type HolderRow,
  type LaneRow,
} from './statements/lane.js';
import { readOutbox, toOutboxRow, type StoredOutboxRow } from './statements/outbox.js';
import type { Place, Statement } from './statements/statement.js';
import { makeSendingsUnknown, readEndpoints, readOpenWork, readWork, toWork, type WorkRow } from './statements/work.js';
import { withConnection } from './with-connection.js';

/** Lanes in Postgres. The pool is best made by `createLanePool`; it stays the caller's, who ends it after `close`. */
export function createPostgresStore<R, S>({ pool, side }: { pool: Pool; side: PostgresSide<R, S> }): LaneStore<R, S> {
  return new PostgresStore(pool, side);
}

class PostgresStore<R, S> implements LaneStore<R, S> {
  readonly side: R;
  readonly #pool: Pool;
  readonly #side: PostgresSide<R, S>;
  readonly #running = new Set<Promise<unknown>>();
  readonly #renew = renewTogether({
    together: (owned) => this.#connected(async (client) => (await client.query<Place>(renewHeartbeats(owned))).rows),
    alone: (own) =>
      this.#connected(async (client) => {
        const { rowCount } = await client.query(renewHeartbeat(own));
        if (!rowCount) throw lost(own);
      }),
  });

  constructor(pool: Pool, side: PostgresSide<R, S>) {
    this.#pool = pool;
    this.#side = side;
    this.side = side.reads(pool);
  }

  take(topic: TopicName, lane: LaneNumber, { holder, leaseHeld }: { holder: string; leaseHeld: boolean }) {
    const place = { topic, lane };
    return this.#connected(async (client) => {
      const before = await holderOf(client, place);
      const take = { epoch: before.epoch, nonce: randomUUID(), holder, leaseHeld, staleMs: STALE_MS };
      const { rows } = await client.query<{ epoch: string }>(takeLane(place, take));
      const taken = rows[0];
      if (taken) return { kind: 'taken' as const, own: { ...place, epoch: Number(taken.epoch), nonce: take.nonce } };
      const after = await holderOf(client, place);
      return { kind: 'held' as const, holder: after.holder ?? 'another node' };
    });
  }

  heartbeat(own: Ownership): Promise<void> {
    return this.#renew(own);
  }

  letGo(own: Ownership): Promise<void> {
    return this.#connected(async (client) => void (await client.query(clearHolder(own))));
  }

  recover(own: Ownership): Promise<Recovered> {
    return this.#locked(own, async (client, row) => {
      const read = <T extends object>(statement: Statement) => client.query<T>(statement).then(({ rows }) => rows);
      const [, , outbox, endpoints, open] = await Promise.all([
        read(noteFirstTimeline(own)),
        read(makeSendingsUnknown(own)),
        read<StoredOutboxRow>(readOutbox(own)),
        read<{ endpoint: string }>(readEndpoints(own)),
        read<WorkRow>(readOpenWork(own)),
      ]);
      await client.query('COMMIT');
      return {
        offset: Number(row.next_offset),
        serial: Number(row.serial),
        againBefore: Number(row.again_before),
        failedOver: row.failed_over,
        outbox: outbox.map(toOutboxRow),
        endpoints: endpoints.map(({ endpoint }) => endpoint),
        open: open.map(toWork),
      };
    });
  }

  work(own: Ownership, endpoint: string, afterSeq: number, limit: number, orderKey?: string) {
    return this.#connected(async (client) => {
      const [owned, { rows }] = await Promise.all([
        client.query(readOwned(own)),
        client.query<WorkRow>(readWork(own, { endpoint, afterSeq, limit, orderKey })),
      ]);
      if (!owned.rowCount) throw lost(own);
      return rows.map(toWork);
    });
  }

  transact<T>(own: Ownership, run: (tx: LaneTransaction<R, S>) => Promise<T>): Promise<T> {
    return this.#locked(own, async (client, row) => {
      const tx = new PostgresTransaction(client, own, row, this.#side);
      const result = await run(tx);
      await tx.commit();
      return result;
    });
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  /** A transaction that holds the lane's row; `run` commits it. */
  #locked<T>(own: Ownership, run: (client: PoolClient, row: LaneRow) => Promise<T>): Promise<T> {
    return this.#connected(async (client) => {
      const [, { rows }] = await Promise.all([client.query('BEGIN'), client.query<LaneRow>(lockLane(own))]);
      const row = rows[0];
      if (!row) throw lost(own);
      return run(client, row);
    });
  }

  async #connected<T>(run: (client: PoolClient) => Promise<T>): Promise<T> {
    const running = withConnection(this.#pool, run);
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      throw asStoreError(error);
    } finally {
      this.#running.delete(running);
    }
  }
}

async function holderOf(client: PoolClient, place: { topic: TopicName; lane: LaneNumber }): Promise<HolderRow> {
  const { rows } = await client.query<HolderRow>(readHolder(place));
  const row = rows[0];
  if (!row) throw new Error(`lane ${place.lane} of ${place.topic} is not in the database: run "relaydesk migrate"`);
  return row;
}

const lost = ({ topic, lane }: Ownership) => new OwnershipLost(`lane ${lane} of ${topic} has another owner`);
