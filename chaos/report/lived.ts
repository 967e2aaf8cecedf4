import type { Simulator } from '#apps/simulator';
import type { Poured } from '../flood/flood.js';
import type { Arrived } from '../flood/judge-flood.js';
import type { Front } from '../ground/front.js';
import type { Ground } from '../ground/with-ground.js';
import type { Comment } from '../people/engineer.js';
import type { Thrown } from '../poison/throw-poison.js';
import type { Watched } from '../seen/watch-chats.js';
import type { Sights } from '../seen/see.js';
import type { Struck } from '../strikes/strike-on.js';

/** What a run left behind. */
export type Lived = Sights &
  Pick<Ground, 'exchanges' | 'nodes'> &
  Pick<Front, 'heard'> &
  Pick<Simulator['counters'], 'sends'> &
  Pick<Watched, 'asked'> & {
    struck: readonly Struck[];
    thrown: readonly Thrown[];
    comments: readonly Comment[];
    poured: readonly Poured[];
    arrived: readonly Arrived[];
    undone: number;
  };
