import { FAR_ENDS, type FarEnd } from '../world/reach.js';
import { type Happenings, JUMP_MS, pick, type Struck } from './struck.js';
import { CRASH_POINTS, type CrashPoint } from './trouble.js';
import type { Strike } from './troubles.js';

/** Between what is committed and what follows from it. */
const STANDS_STILL_AT: readonly CrashPoint[] = ['commit', 'answer', 'answer', 'publishing', 'sent'];
/** After so long the group has given a node up, and its lanes are others'. */
const BEYOND_LEASES_MS = 11_000;

const nodeOf = ({ world, dice }: Struck) => pick(world.nodes, dice);

/** The next to come to one of these points crashes there. */
const at = (points: readonly CrashPoint[], { dice, lastsMs }: Struck) => ({
  at: pick(points, dice) ?? 'commit',
  afterTimes: (lastsMs % 40) + 1,
});

const standing = ({ lastsMs }: Struck) => ({ standsStillMs: BEYOND_LEASES_MS + lastsMs });
const suspended = (struck: Struck) => ({ ...standing(struck), clockToo: true });

function cutOff(struck: Struck, from: FarEnd): void {
  const node = nodeOf(struck);
  struck.world.trace.note(`${node?.name} does not reach ${from}`);
  node?.reach.cut(from);
  struck.later(() => node?.reach.mend(from));
}

/** What befalls the nodes themselves. */
export const TO_NODES = {
  'a node is killed': (struck) => {
    const node = nodeOf(struck);
    if (node) struck.world.crash(node, struck.lastsMs);
  },
  'a node crashes at a boundary': (struck) => void (struck.world.trouble.crash = at(CRASH_POINTS, struck)),
  'a node stands still at a boundary': (struck) =>
    void (struck.world.trouble.crash = { ...at(STANDS_STILL_AT, struck), ...standing(struck) }),
  'a node is suspended at a boundary': (struck) =>
    void (struck.world.trouble.crash = { ...at(STANDS_STILL_AT, struck), ...suspended(struck) }),
  'a node is suspended as it publishes': (struck) =>
    void (struck.world.trouble.crash = { ...at(['publishing'], struck), ...suspended(struck) }),
  'a node stops': (struck) => {
    const node = nodeOf(struck);
    if (node) void struck.world.stop(node);
    struck.later(() => void struck.world.start());
  },
  'a node stands still': (struck) => {
    const node = nodeOf(struck);
    if (node) struck.world.standStill(node, struck.lastsMs);
  },
  'a node is cut off': (struck) => cutOff(struck, pick(FAR_ENDS, struck.nth(7)) ?? 'the log'),
  'a node is cut off from the log': (struck) => cutOff(struck, 'the log'),
  'the clock of a node jumps': (struck) => nodeOf(struck)?.clock.jump((struck.dice - 0.5) * JUMP_MS),
  'everything is down': ({ world, later }) => {
    const count = world.nodes.length;
    for (const one of [...world.nodes]) world.kill(one);
    later(() => Array.from({ length: count }, () => world.start()));
  },
} as const satisfies Partial<Happenings<Strike['what']>>;
