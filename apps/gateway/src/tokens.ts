import type { DeskId } from '#contracts';
import type { Desk } from '#plugins';
import type { Channel } from './receive-updates.js';

/** By `desk/channel`. */
export type Channels = ReadonlyMap<string, Channel>;
export type DesksById = ReadonlyMap<DeskId, Desk>;

export const CHANNELS = Symbol('channels');
export const DESKS = Symbol('desks');
export const RECEIVE = Symbol('receive');
export const PUBLISHING = Symbol('publishing');
export const NOT_READY = Symbol('why the process is not ready');
