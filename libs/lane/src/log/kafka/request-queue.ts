import { createRequire } from 'node:module';

type RequestQueue = { pending: readonly unknown[]; scheduleCheckPendingRequests(): void };

/**
 * After its first answer every kafkajs 2.2.4 connection looks each millisecond, for ever, whether a request waits that a
 * broker's quota had held back: a thousand wake-ups a second for nothing (tulios/kafkajs#1556). Here it looks while one
 * waits. The version is pinned and frozen upstream; there is no setting for it.
 */
export function letIdleConnectionsSleep(): void {
  const queue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  const schedule = queue.prototype.scheduleCheckPendingRequests;
  queue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
}
