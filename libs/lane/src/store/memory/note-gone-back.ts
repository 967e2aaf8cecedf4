import { type GoneBack, KEPT_FORGOTTEN } from '../store.js';
import type { LaneRows } from './lane-rows.js';
import { makeReadyUnknown } from './work-rows.js';

/** Notes in a lane's rows, before anything else of its transaction is, that its database has gone back. */
export function noteGoneBack(rows: LaneRows, { told, againBefore }: GoneBack, now: number): void {
  const isNotedAlready = rows.offset < rows.forgotTold && rows.knownTimeline === rows.timeline;
  if (!isNotedAlready) {
    const time = { since: rows.lastHeard, until: Math.max(rows.lastHeard, now) };
    rows.forgot = [...rows.forgot, time].slice(-KEPT_FORGOTTEN);
  }
  rows.forgotTold = Math.max(rows.forgotTold, told);
  rows.againBefore = Math.max(rows.againBefore, Math.ceil(againBefore));
  rows.knownTimeline = rows.timeline;
  makeReadyUnknown(rows.work);
}
