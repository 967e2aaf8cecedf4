import { type CorrelationReads, readsThrough } from '#correlation';
import type { Clock } from '#lane';
import { fromNode } from './node-turn.js';
import type { Reach } from './reach.js';
import type { World } from './world.js';

/** The tables of correlation as a node reads them outside any transaction: the database may be away then, too. */
export const readsFrom = (
  { clock, reach }: { clock: Clock; reach: Reach },
  { correlation, befallDatabase, takes }: World,
): CorrelationReads =>
  readsThrough(correlation.reads, (read) =>
    fromNode(clock, takes('database'), async () => {
      befallDatabase(reach);
      return read();
    }),
  );
