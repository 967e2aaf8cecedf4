import { DatabaseError } from 'pg';
import { Refused } from '../store.js';

/** No partition for today (23514, like a broken check, but about the table and not about the data): the inbox must be rolled. */
const NO_PARTITION = 'ExecFindPartition';

/**
 * What an error of Postgres means to the engine. Of a refusal only its code and constraint are kept: message and detail
 * quote the values.
 */
export function asStoreError(error: unknown): unknown {
  if (!(error instanceof DatabaseError) || error.routine === NO_PARTITION) return error;
  if (!/^(2[23]|54)/.test(error.code ?? '')) return error;
  const where = error.constraint ?? error.table;
  return new Refused(`SQLSTATE ${error.code}${where ? ` on ${where}` : ''}`);
}
