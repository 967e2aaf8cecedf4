import { createRequire } from 'node:module';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { letBrokersKeepTheirNumbers } from './numbered-brokers.js';

letBrokersKeepTheirNumbers();

type Address = { host: string; port: number };
type Broker = { nodeId?: string | number; connectionPool: Address };
type Pool = {
  brokers: Record<string, Broker>;
  createBroker: (options: Broker) => Broker;
  connect(): Promise<void>;
  removeBroker(at: Address): void;
  refreshMetadata(topics: string[]): Promise<void>;
  refreshMetadataIfNecessary(topics: string[]): Promise<void>;
};
const BrokerPool = createRequire(import.meta.url)('kafkajs/src/cluster/brokerPool') as new (options: object) => Pool;
const say = () => undefined;
const logger = { namespace: () => ({ debug: say, error: say }) };
const at = (port: number): Address => ({ host: 'broker', port });
const brokers = [1, 2].map((nodeId) => ({ nodeId, rack: null, ...at(nodeId) }));

let pool: Pool;
/** What happens while the brokers are asked who they are. */
let meanwhile: () => void;
let answer: typeof brokers;

beforeEach(async () => {
  meanwhile = say;
  answer = brokers;
  const build = async (address = at(1)) => {
    if (address.port === 0) throw new Error('no such port');
    return { rack: null, ...address };
  };
  pool = new BrokerPool({ logger, metadataMaxAge: 300_000, retry: { retries: 0 }, connectionPoolBuilder: { build } });
  pool.createBroker = (options) => ({
    ...options,
    isConnected: () => true,
    connect: async () => undefined,
    disconnect: async () => undefined,
    async metadata() {
      meanwhile();
      return { brokers: answer, topicMetadata: [] };
    },
  });
  await pool.connect();
  await pool.refreshMetadata([]);
});

const numbers = () => Object.entries(pool.brokers).map(([key, { nodeId }]) => `${key}: ${nodeId}`);
const places = () => Object.entries(pool.brokers).map(([key, { connectionPool }]) => `${key}: ${connectionPool.port}`);

describe('a broker', () => {
  it('keeps its number where another one breaks off while the brokers are asked who they are', async () => {
    meanwhile = () => pool.removeBroker(at(1));
    await pool.refreshMetadata([]);
    expect(numbers()).toEqual(['2: 2']);
    meanwhile = say;
    await pool.refreshMetadataIfNecessary([]);
    expect([numbers(), places()]).toEqual([
      ['1: 1', '2: 2'],
      ['1: 1', '2: 2'],
    ]);
  });

  it('keeps it also where a third one cannot be reached then', async () => {
    meanwhile = () => {
      pool.removeBroker(at(1));
      answer = [...brokers, { nodeId: 3, rack: null, ...at(0) }];
    };
    await expect(pool.refreshMetadata([])).rejects.toThrow('no such port');
    expect(numbers()).toEqual(['2: 2']);
  });
});
