import { type ChannelOwnership, memoryChannelOwnership } from '#correlation';
import type { Clock } from '#lane';
import { fromNode } from './node-turn.js';
import type { Reach } from './reach.js';

/** Whose each channel is, as each node reaches the database that says it. `befall`: the database may be away. */
export function channelOwners(database: Clock, takesMs: () => number, befall: (reach: Reach) => void) {
  const owned = memoryChannelOwnership(() => database.now());

  return {
    as({ name, clock: node, reach }: { name: string; clock: Clock; reach: Reach }): ChannelOwnership {
      const own = owned(name);
      return {
        keep: (channels) =>
          fromNode(node, takesMs(), async () => {
            befall(reach);
            return own.keep(channels);
          }),
        letGo: (channels) => fromNode(node, takesMs(), () => own.letGo(channels)),
      };
    },
  };
}
