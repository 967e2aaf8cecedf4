import type { ChannelOwnership } from '#correlation';
import type { Clock } from '#lane';
import { fromNode } from './node-turn.js';
import type { Reach } from './reach.js';

const STALE_MS = 6_000;

/** Whose each channel is, as the database's rows say it (see `ChannelOwnership`). `befall`: the database may be away. */
export function channelOwners(database: Clock, takesMs: () => number, befall: (reach: Reach) => void) {
  const rows = new Map<string, { holder: string; heartbeat: number }>();
  const keep = (holder: string, channels: readonly string[]) => {
    const heartbeat = database.now();
    const free = channels.filter((channel) => {
      const row = rows.get(channel);
      return !row || row.holder === holder || row.heartbeat < heartbeat - STALE_MS;
    });
    for (const channel of free) rows.set(channel, { holder, heartbeat });
    return new Set(free);
  };
  const letGo = (holder: string, channels: readonly string[]) => {
    for (const channel of channels) if (rows.get(channel)?.holder === holder) rows.delete(channel);
  };

  return {
    /** As one node asks. */
    as: ({ name: holder, clock: node, reach }: { name: string; clock: Clock; reach: Reach }): ChannelOwnership => ({
      keep: (channels) =>
        fromNode(node, takesMs(), async () => {
          befall(reach);
          return keep(holder, channels);
        }),
      letGo: (channels) => fromNode(node, takesMs(), async () => letGo(holder, channels)),
    }),
  };
}
