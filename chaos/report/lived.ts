import type { Simulator } from '#apps/simulator';
import type { Poured } from '../flood/flood.js';
import type { Arrived } from '../flood/judge-flood.js';
import type { Front } from '../ground/front.js';
import type { Taken } from '../ground/inbox-book.js';
import type { Ground } from '../ground/with-ground.js';
import type { Comment } from '../people/engineer.js';
import type { Replayed } from '../poison/replay-repaired.js';
import type { Thrown } from '../poison/throw-poison.js';
import type { Watched } from '../seen/watch-chats.js';
import type { Sights } from '../seen/see.js';
import type { Struck } from '../strikes/strike-on.js';

/** What a run left behind. */
export type Lived = Sights &
  Pick<Ground, 'exchanges' | 'nodes' | 'published'> &
  Pick<Front, 'heard'> &
  Pick<Simulator['counters'], 'sends'> &
  Pick<Watched, 'asked'> & {
    struck: readonly Struck[];
    thrown: readonly Thrown[];
    /** Of poison, once it was put right. */
    replayed: Replayed | undefined;
    /** Where lanes are watched for what poison does to them. */
    taken: readonly Taken[];
    comments: readonly Comment[];
    poured: readonly Poured[];
    arrived: readonly Arrived[];
    undone: number;
    /** How late at worst this process was itself, in ms: by so much times may be wrong that were noted here. */
    lateMs: number;
  };
