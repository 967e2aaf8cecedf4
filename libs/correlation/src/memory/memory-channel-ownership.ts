import { type ChannelOwnership, UNHEARD_MS } from '../channel-ownership.js';

/** Whose each channel is, as the rows of one database say it; `now` is that database's clock (ms). */
export function memoryChannelOwnership(now: () => number): (holder: string) => ChannelOwnership {
  const rows = new Map<string, { holder: string; heartbeat: number }>();

  return (holder) => ({
    async keep(channels) {
      const heartbeat = now();
      const ours = channels.filter((channel) => {
        const row = rows.get(channel);
        return !row || row.holder === holder || row.heartbeat < heartbeat - UNHEARD_MS;
      });
      for (const channel of ours) rows.set(channel, { holder, heartbeat });
      return new Set(ours);
    },
    async letGo(channels) {
      for (const channel of channels) if (rows.get(channel)?.holder === holder) rows.delete(channel);
    },
  });
}
