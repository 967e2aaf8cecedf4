import type { World } from '../world/world.js';
import type { Strike } from './troubles.js';

/** A clock that jumps goes from a minute back to a minute ahead. */
export const JUMP_MS = 120_000;

/** A strike as it happens: `later` is when it is over; `percent`: in how many of a hundred cases; `nth` draws once more. */
export type Struck = {
  world: World;
  lastsMs: number;
  dice: number;
  percent: number;
  later(then: () => void): void;
  nth(times: number): number;
};

/** How what can go wrong comes about. */
export type Happenings<W extends Strike['what']> = Readonly<Record<W, (struck: Struck) => void>>;

export const struckBy = (world: World, { lastsMs, dice }: Strike): Struck => ({
  world,
  lastsMs,
  dice,
  percent: pick([5, 30, 100], dice) ?? 0,
  later: (then) => void world.clock.after(lastsMs, then),
  nth: (times) => (dice * times) % 1,
});

/** One of these. `dice`: from 0 up to, not with, 1. */
export const pick = <T>(from: readonly T[], dice: number): T | undefined => from[Math.floor(dice * from.length)];
