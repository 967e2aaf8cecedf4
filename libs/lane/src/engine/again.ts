import type { Logger } from '#telemetry';
import type { Subscription } from '../log/log.js';
import type { GoneBack, LaneChange, NewWork, Ownership, Recovered } from '../store/store.js';
import { CLOCKS_APART_MS } from './born-here.js';

/**
 * A database that was restored to an older point, or failed over to a replica, has forgotten what was taken in and worked on
 * since; how far that was, the log's group was told. Says so, and until when what was born may have been worked on; or nothing.
 */
export async function goneBack(
  {
    own,
    subscription,
    now,
    logger,
  }: { own: Ownership; subscription: Pick<Subscription, 'told'>; now: number; logger: Logger },
  { offset, failedOver }: Recovered,
): Promise<GoneBack | undefined> {
  const { topic, lane } = own;
  const told = await subscription.told(lane);
  if (!failedOver && (told === undefined || told <= offset)) return undefined;
  logger.warn(
    { topic, lane, offset, told, failedOver },
    'The database is older than the log, or failed over: what it may have forgotten is looked for.',
  );
  return { told: Math.max(told ?? 0, offset), againBefore: now + CLOCKS_APART_MS };
}

/** Effects born before then may have been sent: they are looked for first. Pure. */
export function markAgain<S>(change: LaneChange<S>, againBefore: number): LaneChange<S> {
  const mark = (work: NewWork): NewWork =>
    work.effect && work.bornAt < againBefore ? { ...work, sent: work.sent ?? { attempt: 0 } } : work;
  return againBefore === 0 ? change : { ...change, newWork: change.newWork?.map(mark) };
}
