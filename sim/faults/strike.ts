import type { World } from '../world/world.js';
import { TO_NODES } from './strike-nodes.js';
import { TO_OUTSIDE } from './strike-outside.js';
import { TO_PARTS } from './strike-parts.js';
import { type Happenings, struckBy } from './struck.js';
import type { Strike } from './troubles.js';

const HAPPENINGS: Happenings<Strike['what']> = { ...TO_NODES, ...TO_PARTS, ...TO_OUTSIDE };

/** Brings it about, and to its end after its time. */
export function strike(world: World, one: Strike): void {
  world.trace.note(`${one.what} (${one.lastsMs} ms, ${one.dice.toFixed(3)})`);
  HAPPENINGS[one.what](struckBy(world, one));
}
