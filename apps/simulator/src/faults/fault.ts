import type { UserId } from '../world/world.js';

/** To which calls or updates a fault applies, and how often. All that is given must fit. */
export type Aim = {
  bot?: UserId;
  /** Applies to so many, then it is gone. Absent: until it is removed. */
  times?: number;
  /** Share of those that fit, 0 to 1. Default 1. */
  chance?: number;
};

/** Faults of a call to the Bot API. `method` as documented, any if absent. */
export type CallFault = Aim & { method?: string } & (
    | { kind: 'latency'; ms: number }
    /** The connection is cut before anything was done. */
    | { kind: 'drop-before' }
    /** It is done, but the answer never arrives: the message is sent and the sender does not know. */
    | { kind: 'drop-after' }
    | { kind: 'refuse'; code: number; description: string }
    /** 429; `retryAfter` in seconds. */
    | { kind: 'throttle'; retryAfter: number }
  );

/** Faults of updates. `type` as documented (`message`, `callback_query` …), any if absent. */
export type UpdateFault = Aim & { type?: string } &
  /** Its confirmation is lost once: it comes again. */
  (
    | { kind: 'duplicate' }
    /** It is queued so much later, and everything else overtakes it. */
    | { kind: 'hold-back'; ms: number }
    /** It carries a field no one knows. */
    | { kind: 'unknown-field' }
    /** It carries so many bytes more. */
    | { kind: 'oversized'; bytes: number }
    /** Before it comes an update of a type no one knows. */
    | { kind: 'unknown-type' }
    /** Webhook deliveries fail without reaching the bot. */
    | { kind: 'webhook-outage' }
  );

export type Fault = CallFault | UpdateFault;
export type CallFaultKind = CallFault['kind'];
export type UpdateFaultKind = UpdateFault['kind'];
