import { createRequire } from 'node:module';

type Address = { host: string; port: number };
type Broker = { nodeId: number; connectionPool: Address };
type Pool = {
  brokers: Record<string, Broker>;
  /** By the wall clock (ms); none: they are asked again at the next call. */
  metadataExpireAt: number | null;
  metadata: { brokers: readonly (Address & { nodeId: number })[] } | null;
  refreshMetadata(topics: readonly string[]): Promise<unknown>;
};

/**
 * Where a connection breaks while kafkajs 2.2.4 asks the brokers who they are, it may take one of them for the one that broke,
 * and give it that one's number for good. Records for it are left out of every request from then on, and nobody is told: its
 * lanes publish nothing until five minutes later all brokers are asked anew. Here each keeps the number it is asked for by, and
 * one that stands at another's address is forgotten, to be connected anew when it is next needed. The version is pinned and frozen
 * upstream; there is no setting for it.
 */
export function letBrokersKeepTheirNumbers(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/cluster/brokerPool') as { prototype: Pool };
  const refresh = prototype.refreshMetadata;
  prototype.refreshMetadata = async function (this: Pool, topics) {
    try {
      return await refresh.call(this, topics);
    } finally {
      for (const { nodeId, host, port } of this.metadata?.brokers ?? []) {
        const { connectionPool } = this.brokers[nodeId] ?? {};
        if (!connectionPool || (connectionPool.host === host && connectionPool.port === port)) continue;
        delete this.brokers[nodeId];
        // A consumer asks nobody whom it does not know: it is to find out soon.
        this.metadataExpireAt = null;
      }
      for (const [nodeId, broker] of Object.entries(this.brokers)) broker.nodeId = Number(nodeId);
    }
  };
}
