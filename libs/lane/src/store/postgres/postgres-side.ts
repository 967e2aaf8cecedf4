import type { PoolClient, QueryConfig } from 'pg';

/** Where statements go: a pool, or the connection of a transaction. */
export type Queryable = Pick<PoolClient, 'query'>;

/** The service's own rows in Postgres. */
export interface PostgresSide<R, S> {
  /** Reads through a transaction's connection, or through the pool outside of one. */
  reads(db: Queryable): R;
  /** The statements that write these rows; how many there are does not depend on how many rows. Pure. */
  apply(writes: readonly S[]): readonly QueryConfig[];
}
