import { isNativeError } from 'node:util/types';
import { LogError } from '#lane';
import { LanesDiffer } from '#correlation';
import { NotThere } from './wait-for.js';

/** SQLSTATE and system error codes of a Postgres that is not there, or not yet. */
const AWAY = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];
/** What `pg` says, without a code, of a server that takes a connection and is silent, or ends it. */
const SILENT = /^(connection terminated|timeout e|query read timeout)/i;
const STARTING = ['57P01', '57P02', '57P03', '53300'];

/** Whether Postgres is not there, or not yet. */
export function isPostgresAway(error: unknown): boolean {
  const code = codeOf(error);
  return AWAY.includes(code) || STARTING.includes(code) || isSilent(code, error);
}

const isSilent = (code: string, error: unknown): boolean =>
  error === undefined || (code === '' && error instanceof Error && SILENT.test(error.message));

/**
 * What is the matter with Postgres, without its user and password; undefined where waiting does not help. `error`: what it said, or
 * undefined where it has said nothing yet.
 */
export function explainPostgres(databaseUrl: string, error: unknown): string | undefined {
  const code = codeOf(error);
  const { host, pathname } = new URL(databaseUrl);
  if (AWAY.includes(code) || isSilent(code, error))
    return `Postgres does not answer at ${host} (${code || 'silent'}): is it running, and is DATABASE_URL right?`;
  if (code === '25006') return `Postgres at ${host} takes no writes now (${code}): is it a replica?`;
  if (STARTING.includes(code)) return `Postgres at ${host} takes no connection now (${code}).`;
  if (code === '3D000')
    return `Postgres at ${host} has no database ${pathname.slice(1)}: make it, then run relaydesk migrate.`;
  if (code === '42P01') return `The tables are not in the database ${pathname.slice(1)} yet: run relaydesk migrate.`;
  return undefined;
}

/** The error to go on with: a sentence for the one who has to see to it, where there is one. */
export function explained(databaseUrl: string, error: unknown): unknown {
  const sentence = explainPostgres(databaseUrl, error);
  return sentence === undefined ? error : new NotThere(sentence, { cause: error });
}

/** What is the matter with the log; undefined where waiting does not help. */
export function explainLog(where: string, error: unknown): string | undefined {
  if (error instanceof LanesDiffer || (error instanceof LogError && error.kind === 'lanes-differ')) return undefined;
  return `The log does not answer at ${where}.`;
}

/** A host with several addresses fails with all of their errors at once. */
function codeOf(error: unknown): string {
  const one = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return isNativeError(one) && 'code' in one ? String(one.code) : '';
}
