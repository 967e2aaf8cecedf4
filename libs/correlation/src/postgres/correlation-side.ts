import type { CorrelationReads, CorrelationWrite } from '../port.js';
import { correlationStatements } from './correlation-statements.js';
import { PostgresReads } from './postgres-reads.js';
import type { Queryable } from './queryable.js';

/** Correlation in Postgres: the `side` of a lane store. `reads` takes a transaction's connection, or the pool. */
export const correlationSide = {
  reads: (db: Queryable): CorrelationReads => new PostgresReads(db),
  apply: (writes: readonly CorrelationWrite[]) => correlationStatements(writes),
};
