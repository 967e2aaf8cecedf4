import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { letBrokenConnectionsCount } from './broken-connections.js';

letBrokenConnectionsCount();

type Broker = { connect(): Promise<void>; produce(request: object): Promise<unknown> };
const load = createRequire(import.meta.url);
const Broker = load('kafkajs/src/broker') as new (options: object) => Broker;
const { KafkaJSConnectionClosedError: Closed } = load('kafkajs') as {
  KafkaJSConnectionClosedError: typeof kafkajs.KafkaJSConnectionError;
};
const say = () => undefined;
const logger = { namespace: () => ({ debug: say, info: say, warn: say, error: say }) };
const place = { host: 'broker', port: 9092, connectionTimeout: 10 };

/** A broker to which every connection ends like this: as it is made, or once something is asked on it. */
function broker(fails: () => Error, when: 'made' | 'asked'): Broker {
  const fail = () => Promise.reject(fails());
  const connection = { getSupportAuthenticationProtocol: () => false, authenticate: async () => undefined };
  const getConnection = when === 'made' ? fail : async () => connection;
  const connectionPool = { ...place, isConnected: () => false, setVersions: say, getConnection, send: fail };
  const versions = { 0: { minVersion: 3, maxVersion: 7 } };
  return new Broker({ connectionPool, logger, authenticationTimeout: 10, versions });
}
async function produce(fails: () => Error): Promise<unknown> {
  const connected = broker(fails, 'asked');
  await connected.connect();
  return connected.produce({ topicData: [] });
}
const unanswered = () => new kafkajs.KafkaJSRequestTimeoutError('no answer', undefined as never);
const closed = () => new Closed('closed', place as never);
const refused = () => new kafkajs.KafkaJSProtocolError('not leader');

describe('a connection to a broker', () => {
  it.each([unanswered, closed])('that ends while it is made counts as broken: %p', async (fails) => {
    const broken = { name: 'KafkaJSConnectionError', broker: 'broker:9092' };
    await expect(broker(fails, 'made').connect()).rejects.toMatchObject(broken);
  });

  it('on which records are not answered for counts as broken', async () => {
    await expect(produce(unanswered)).rejects.toMatchObject({ name: 'KafkaJSConnectionError' });
  });

  it('is not broken where its broker says no', async () => {
    await expect(produce(refused)).rejects.toMatchObject({ name: 'KafkaJSProtocolError' });
    await expect(broker(refused, 'made').connect()).rejects.toMatchObject({ name: 'KafkaJSProtocolError' });
  });
});
