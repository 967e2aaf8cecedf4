import type { Queryable } from './postgres/queryable.js';

/** A holder that was not heard for so long may be gone (ms). */
export const UNHEARD_MS = 6_000;

/** A channel is received by one gateway at a time: two that poll make the messenger refuse both. */
export type ChannelOwnership = {
  /**
   * Takes or keeps those channels of which no other holder was heard in the last 6 s, and tells which are ours. Called every
   * 2 s while they are received; one statement, however many they are.
   */
  keep(channels: readonly string[]): Promise<ReadonlySet<string>>;
  letGo(channels: readonly string[]): Promise<void>;
};

/** `holder` names this process. Times are the database's. */
export function channelOwnership(db: Queryable, holder: string): ChannelOwnership {
  return {
    async keep(channels) {
      // Ordered, so that two gateways never wait for each other's rows.
      const { rows } = await db.query<{ channel: string }>({
        name: 'channel.keep',
        text: `
          INSERT INTO channel_owner AS o (channel, holder, heartbeat)
          SELECT channel, $2, extract(epoch FROM clock_timestamp()) * 1000 FROM unnest($1::text[]) AS channel ORDER BY 1
          ON CONFLICT (channel) DO UPDATE SET holder = excluded.holder, heartbeat = excluded.heartbeat
          WHERE o.holder = excluded.holder OR o.heartbeat < excluded.heartbeat - ${UNHEARD_MS}
          RETURNING channel`,
        values: [channels, holder],
      });
      return new Set(rows.map(({ channel }) => channel));
    },
    async letGo(channels) {
      await db.query({
        name: 'channel.let-go',
        text: `DELETE FROM channel_owner WHERE channel = ANY($1::text[]) AND holder = $2`,
        values: [channels, holder],
      });
    },
  };
}
