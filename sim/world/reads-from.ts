import type { CorrelationReads } from '#correlation';
import type { Clock } from '#lane';
import { fromNode } from './node-turn.js';
import type { Reach } from './reach.js';
import type { World } from './world.js';

/** The tables of correlation as a node reads them outside any transaction: the database may be away then, too. */
export function readsFrom(
  { clock, reach }: { clock: Clock; reach: Reach },
  { correlation: { reads }, befallDatabase }: World,
): CorrelationReads {
  const there = <A extends unknown[], T>(read: (...args: A) => Promise<T>) => {
    return (...args: A) =>
      fromNode(clock, () => {
        befallDatabase(reach);
        return read(...args);
      });
  };
  return {
    links: there(reads.links.bind(reads)),
    linksOf: there(reads.linksOf.bind(reads)),
    about: there(reads.about.bind(reads)),
    created: there(reads.created.bind(reads)),
    creations: there(reads.creations.bind(reads)),
    pollCursors: there(reads.pollCursors.bind(reads)),
    writesAt: there(reads.writesAt.bind(reads)),
    claims: there(reads.claims.bind(reads)),
    resent: there(reads.resent.bind(reads)),
    blocked: there(reads.blocked.bind(reads)),
    shown: there(reads.shown.bind(reads)),
    decisions: there(reads.decisions.bind(reads)),
  };
}
