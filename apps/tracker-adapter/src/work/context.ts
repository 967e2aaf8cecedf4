import type { DeskId } from '#contracts';
import type { CorrelationReads, CorrelationWrite } from '#correlation';
import type { BaselineResult, Clock, Step, Work, WorkResult } from '#lane';
import type { Desk } from '#plugins';
import type { Seal } from '#seal';
import type { Logger } from '#telemetry';
import { NOWHERE } from '../domain/plan-command.js';
import type { Directories } from './directories.js';
import type { ServiceAccounts } from './service-accounts.js';

/** What every kind of work needs. */
export type Context = {
  desks: ReadonlyMap<DeskId, Desk>;
  clock: Clock;
  logger: Logger;
  reads: CorrelationReads;
  directories: Directories;
  serviceAccounts: ServiceAccounts;
  /** Closes and opens people's own credentials. */
  seal: Seal;
};

export type Result = WorkResult<CorrelationWrite>;
export type Known = BaselineResult;
export type Done = Step<CorrelationWrite>;

/** Its desk's tracker was replaced by another since it was taken in: ids and words of one mean nothing at the other. */
export const isOfAnotherTracker = ({ endpoint }: Work, desk: Desk) =>
  endpoint !== NOWHERE && endpoint !== desk.endpoint;

/** The desk of work that runs: work whose desk is not configured here is never permitted to. */
export function deskOf({ desks }: Pick<Context, 'desks'>, id: DeskId): Desk {
  const desk = desks.get(id);
  if (!desk) throw new Error('Work of a desk that is not configured here was run.');
  return desk;
}
