import type { Clock, Instant } from '../clock.js';
import { LogError } from './log-error.js';

/** Past it nothing is sent. On both clocks: a wall clock may be set back, a monotonic one may miss a suspended host. */
export type SendBy = Instant;

/** So long after it was certain that a lane is ours, something may be sent for it (ms). */
export const SEND_WITHIN_MS = 2_000;

/** That was certain at most so long ago where something is sent of which nothing is committed before (ms). */
export const PROVEN_WITHIN_MS = 1_000;

/** For what was certain at this moment. */
export const sendByFrom = ({ wall, monotonic }: Instant): SendBy => ({
  wall: wall + SEND_WITHIN_MS,
  monotonic: monotonic + SEND_WITHIN_MS,
});

export const isPast = (clock: Pick<Clock, 'now' | 'monotonic'>, sendBy: SendBy): boolean =>
  clock.now() > sendBy.wall || clock.monotonic() > sendBy.monotonic;

/** Milliseconds until the first of both clocks has passed it. */
export const timeLeft = (clock: Pick<Clock, 'now' | 'monotonic'>, sendBy: SendBy): number =>
  Math.min(sendBy.wall - clock.now(), sendBy.monotonic - clock.monotonic());

export const tooLate = () => new LogError('too-late', 'not sent: its time to be sent had passed');
