import { z } from 'zod';

/** To which calls or updates a fault applies, and how often. All that is given must fit. */
const aim = {
  bot: z.int().optional(),
  /** Applies to so many, then it is gone. Absent: until it is removed. */
  times: z.int().positive().optional(),
  /** Share of those that fit, 0 to 1. Default 1. */
  chance: z.number().min(0).max(1).optional(),
};
/** As documented (`sendMessage`); any if absent. */
const call = { ...aim, method: z.string().optional() };
/** As documented (`message`, `callback_query` …); any if absent. */
const update = { ...aim, type: z.string().optional() };

/** Faults of a call to the Bot API. */
export const CallFault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('latency'), ms: z.number().nonnegative(), ...call }),
  /** The connection is cut before anything was done. */
  z.object({ kind: z.literal('drop-before'), ...call }),
  /** It is done, but the answer never arrives: the message is sent and the sender does not know. */
  z.object({ kind: z.literal('drop-after'), ...call }),
  z.object({ kind: z.literal('refuse'), code: z.int().min(400).max(599), description: z.string(), ...call }),
  /** 429; `retryAfter` in seconds. */
  z.object({ kind: z.literal('throttle'), retryAfter: z.number().positive(), ...call }),
]);
export type CallFault = z.infer<typeof CallFault>;

/** Faults of updates on their way to a bot. */
export const UpdateFault = z.discriminatedUnion('kind', [
  /** Its confirmation is lost once: it comes again. */
  z.object({ kind: z.literal('duplicate'), ...update }),
  /** It is queued so much later, and everything else overtakes it: a press its own message, for one. */
  z.object({ kind: z.literal('hold-back'), ms: z.number().nonnegative(), ...update }),
  /** It carries a field no one knows. */
  z.object({ kind: z.literal('unknown-field'), ...update }),
  /** It carries so many bytes more. */
  z.object({ kind: z.literal('oversized'), bytes: z.int().positive(), ...update }),
  /** After it comes an update of a type no one knows. */
  z.object({ kind: z.literal('unknown-type'), ...update }),
  /** Webhook deliveries fail without reaching the bot. */
  z.object({ kind: z.literal('webhook-outage'), ...update }),
]);
export type UpdateFault = z.infer<typeof UpdateFault>;

export const Fault = z.union([CallFault, UpdateFault]);
export type Fault = z.infer<typeof Fault>;
export type CallFaultKind = CallFault['kind'];
export type UpdateFaultKind = UpdateFault['kind'];
