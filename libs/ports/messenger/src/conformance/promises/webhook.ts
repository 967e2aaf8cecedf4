import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import { RECEIVED_AT, calling, isIn, type Setting } from '../setting.js';

type Delivered = { headers: Record<string, string | undefined>; body: unknown };

const single = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));

/** A gateway that takes everything in. */
async function listen() {
  const delivered: Delivered[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer(async (incoming, answer) => {
    delivered.push({ headers: single(incoming.headers), body: await json(incoming) });
    answer.end();
    for (const wake of waiting.splice(0)) wake();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram`,
    async next(fits: (delivered: Delivered) => boolean): Promise<Delivered> {
      for (;;) {
        const found = delivered.find(fits);
        if (found) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    close: () => (server.close(), server.closeAllConnections()),
  };
}

export function webhookPromises(setting: () => Setting): void {
  it('has updates brought to an address, proves that they are genuine, and can go back to polling', async () => {
    const { adapter, newPerson, hears } = setting();
    const gateway = await listen();
    try {
      await adapter.receiveAt(calling(), gateway.url);
      const anna = newPerson('Anna');
      anna.say('hello');
      const { headers } = await gateway.next(({ body }) => {
        const normalised = adapter.normalise(body, RECEIVED_AT);
        return normalised !== undefined && 'update' in normalised && isIn(anna.chat, normalised.update.chat);
      });
      expect(adapter.genuine(headers)).toBe(true);
      await adapter.receiveAt(calling(), undefined);
      const mark = newPerson('Mark');
      mark.say('good morning');
      await hears(({ chat }) => isIn(mark.chat, chat));
    } finally {
      await adapter.receiveAt(calling(), undefined);
      gateway.close();
    }
  });

  it('takes no request for genuine that does not prove it', () => {
    const { adapter, secret } = setting();
    const forged: Record<string, string>[] = [{}, { authorization: secret }];
    for (const header of ['x-telegram-bot-api-secret-token', 'x-secret'])
      forged.push({ [header]: '' }, { [header]: 'wrong' }, { [header]: 'x'.repeat(1_000) });
    for (const headers of forged) expect(adapter.genuine(headers)).toBe(false);
  });
}
