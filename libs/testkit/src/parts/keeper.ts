/**
 * The process that keeps a test run's parts. It lives apart from the run (its own process group, so Ctrl-C does not reach
 * it) and as long as its stdin: when the run ends, however it ends, stdin closes, every part is stopped and it goes too.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { announce } from './announce.js';
import { isPartName, keepParts } from './kept-parts.js';
import { TREATMENTS } from './part.js';

const Ports = z.object({ own: z.int(), told: z.int() });
const Options = z.object({
  brokers: z.int().min(1).max(5).optional(),
  ports: z.array(Ports).optional(),
  diskMegabytes: z.int().min(1).optional(),
  replicated: z.boolean().optional(),
  asInProduction: z.boolean().optional(),
});
const Member = z.object({ member: z.int().min(0).optional() });
const parts = keepParts();

/** `POST /shared/<name>`, `POST /own/<name>` with options, `POST /own/<id>/<treatment>`, `DELETE /own/<id>`. */
async function answer({ method, url = '' }: IncomingMessage, body: () => Promise<unknown>): Promise<unknown> {
  const [, kind, name = '', treatment] = url.split('/');
  if (kind === 'own' && method === 'DELETE') return parts.stopOwn(name);
  if (kind === 'own' && treatment) {
    return parts.treatOwn(name, z.enum(TREATMENTS).parse(treatment), Member.parse(await body()).member);
  }
  if (!isPartName(name)) throw new Error(`there is no part ${name}`);
  if (kind === 'shared') return (await parts.shared(name)).part;
  const { id, part } = await parts.own(name, Options.parse(await body()));
  return { id, part };
}

const server = createServer((request, response) => {
  response.setHeader('connection', 'close');
  answer(request, () => json(request)).then(
    (body) => response.end(JSON.stringify(body ?? null)),
    (error: Error) => {
      response.statusCode = 500;
      response.end(JSON.stringify({ error: error.message }));
    },
  );
});

let leaving: Promise<void> | undefined;
const leave = () => {
  leaving ??= parts.stopAll().then(() => process.exit(0));
};
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, leave);
process.stdin.on('end', leave).on('error', leave).resume();
process.on('uncaughtException', (error) => announce(error.stack ?? error.message));

server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
