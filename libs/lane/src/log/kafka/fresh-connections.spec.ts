import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { letConnectionsBeginAnew } from './fresh-connections.js';

letConnectionsBeginAnew();

type Connection = {
  connect(): Promise<unknown>;
  disconnect(): Promise<unknown>;
  send(asked: object): Promise<{ length: number }>;
};
const load = createRequire(import.meta.url);
const Connection = load('kafkajs/src/network/connection') as new (options: object) => Connection;
const Encoder = load('kafkajs/src/protocol/encoder') as new () => object;
const say = () => undefined;
const logger = { namespace: () => ({ debug: say, info: say, warn: say, error: say }) };

const ask = {
  request: { apiKey: 18, apiVersion: 0, apiName: 'ApiVersions', encode: async () => new Encoder() },
  response: { decode: async (payload: Buffer) => payload, parse: async (payload: Buffer) => payload },
};
const CORRELATION_AT = 8;
const WORDS = 100;

/** An answer to that request, of so many bytes. */
function answerTo(request: Buffer): Buffer {
  const answer = Buffer.alloc(8 + WORDS);
  answer.writeInt32BE(4 + WORDS);
  request.copy(answer, 4, CORRELATION_AT, CORRELATION_AT + 4);
  return answer;
}

let server: Server;
let serve: (client: Socket, request: Buffer) => void;
let connection: Connection;

beforeEach(async () => {
  server = createServer({ allowHalfOpen: true }, (client) => {
    client.on('error', () => client.destroy());
    client.on('data', (request) => serve(client, request));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  connection = new Connection({
    ...{ host: '127.0.0.1', port, logger, requestTimeout: 20_000, connectionTimeout: 20_000 },
    socketFactory: ({ onConnect }: { onConnect: () => void }) => connect({ port, host: '127.0.0.1' }, onConnect),
  });
});
afterEach(async () => {
  await connection.disconnect();
  server.close();
});

describe('a connection to a broker', () => {
  it('that broke within an answer is made anew without the half of it that had come', async () => {
    serve = (client, request) => client.end(answerTo(request).subarray(0, WORDS / 2));
    await connection.connect();
    await expect(connection.send(ask)).rejects.toThrow('Closed connection');
    serve = (client, request) => client.write(answerTo(request));
    await connection.connect();
    expect(await connection.send(ask)).toHaveLength(WORDS);
  });

  it('hears nothing more from the socket that it had before', async () => {
    const clients: Socket[] = [];
    const late = Promise.withResolvers<void>();
    serve = (client, request) => {
      if (clients.push(client) === 1) return void client.write(answerTo(request));
      // Whether it can still be written to is the client's doing.
      clients[0]?.write(Buffer.alloc(WORDS), () => late.resolve());
      void late.promise.then(() => client.write(answerTo(request)));
    };
    await connection.connect();
    await connection.send(ask);
    await connection.disconnect();
    await connection.connect();
    expect(await connection.send(ask)).toHaveLength(WORDS);
  });

  it('is made once for all who need it at the same time', async () => {
    const clients: Socket[] = [];
    server.on('connection', (client) => clients.push(client));
    serve = (client, request) => client.write(answerTo(request));
    await Promise.all([connection.connect(), connection.connect()]);
    expect(await connection.send(ask)).toHaveLength(WORDS);
    expect(clients).toHaveLength(1);
  });
});
