import type { ClientBase } from 'pg';

/** Where statements go: a pool, or the connection of a transaction. */
export type Queryable = Pick<ClientBase, 'query'>;
