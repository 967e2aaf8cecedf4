import type { Queryable } from './postgres/queryable.js';

/** A channel is received by one gateway at a time: two that poll make the messenger refuse both. */
export type ChannelOwnership = {
  /** Takes or keeps the channel, unless another holder was heard of in the last 6 s. Called every 2 s while it is received. */
  keep(channel: string): Promise<boolean>;
  letGo(channel: string): Promise<void>;
};

/** `holder` names this process. Times are the database's. */
export function channelOwnership(db: Queryable, holder: string): ChannelOwnership {
  return {
    async keep(channel) {
      const { rowCount } = await db.query({
        name: 'channel.keep',
        text: `
          INSERT INTO channel_owner AS o (channel, holder, heartbeat)
          VALUES ($1, $2, extract(epoch FROM clock_timestamp()) * 1000)
          ON CONFLICT (channel) DO UPDATE SET holder = excluded.holder, heartbeat = excluded.heartbeat
          WHERE o.holder = excluded.holder OR o.heartbeat < excluded.heartbeat - 6000`,
        values: [channel, holder],
      });
      return rowCount === 1;
    },
    async letGo(channel) {
      await db.query({
        name: 'channel.let-go',
        text: `DELETE FROM channel_owner WHERE channel = $1 AND holder = $2`,
        values: [channel, holder],
      });
    },
  };
}
