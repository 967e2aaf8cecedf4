import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { channelId, deskId } from '#contracts';
import type { MessengerAdapter } from '#ports/messenger';
import { telegram } from '#messengers/telegram';
import { fileIdOf, fileOf } from '../../load/file-of.js';
import { CHANNEL, deskName, tokenOf } from '../../load/update-of.js';
import { createBotApi } from './bot-api.js';

let server: Server;
let adapter: MessengerAdapter;
const open = (message: number) =>
  adapter.openFile({ signal: AbortSignal.timeout(5_000) }, { ref: fileIdOf(message), name: 'file' });
const laden = Array.from({ length: 100 }, (_, message) => message).filter((message) => fileOf(message));

beforeEach(async () => {
  ({ server } = createBotApi());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ids = { desk: deskId(deskName(0)), channel: channelId(CHANNEL) };
  adapter = telegram.create(telegram.configSchema.parse({ token: tokenOf(0), apiRoot }), ids);
});
afterEach(async () => {
  await adapter.close();
  server.closeAllConnections();
  server.close();
});

describe('the stub of a Bot API', () => {
  it('hands the file of a message to the Telegram adapter, always the same, as long as its update says', async () => {
    const files = await Promise.all(laden.map(async (message) => buffer(await open(message))));
    expect(files.map(({ length }) => length)).toEqual(laden.map((message) => fileOf(message)?.size));
    expect(await buffer(await open(laden[3] ?? -1))).toEqual(files[3]);
    expect(files[3]?.subarray(0, 1_000)).not.toEqual(files[4]?.subarray(0, 1_000));
  });

  it('has none of a message that carries none', async () => {
    const bare = laden.includes(17) ? 18 : 17;
    await expect(open(bare)).rejects.toMatchObject({ kind: 'rejected' });
  });
});
