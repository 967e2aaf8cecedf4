import type { DeskId } from '#contracts';
import type { DeadLetters } from '#dead-letters';
import type { TrackerWebhook } from '#ports/tracker';
import type { Channel } from './receive-updates.js';

/** By `desk/channel`. */
export type Channels = ReadonlyMap<string, Channel>;
/** The webhooks of desks' trackers, where they have any. */
export type TrackerHooks = ReadonlyMap<DeskId, TrackerWebhook>;

/** The admin API: what opens it, and what it is an edge of. */
export type Admin = { token: string; deadLetters: DeadLetters };

export const CHANNELS = Symbol('channels');
export const TRACKER_HOOKS = Symbol('webhooks of trackers');
export const RECEIVE = Symbol('receive');
export const PUBLISHING = Symbol('publishing');
export const TELEMETRY = Symbol('telemetry');
export const DEAD_LETTERS = Symbol('dead letters');
export const HEALTH = Symbol('what the process knows of itself');
