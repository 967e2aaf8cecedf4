import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, Faults, RequestKind } from './faults.js';

type Planned = { kind: RequestKind; fault: Fault; met: () => void };

/** A reverse proxy on the loopback that passes every request to `target` (`http://host:port`) unless told otherwise. */
export async function startFaultProxy(target: string): Promise<{ url: string; faults: Faults; stop(): Promise<void> }> {
  const planned: Planned[] = [];
  const seen: Record<RequestKind, number> = { read: 0, write: 0 };
  const server = createServer((incoming, answer) => {
    const kind = incoming.method === 'GET' || incoming.method === 'HEAD' ? 'read' : 'write';
    seen[kind]++;
    const index = planned.findIndex((plan) => plan.kind === kind);
    const [plan] = index < 0 ? [] : planned.splice(index, 1);
    void befall(target, incoming, answer, plan).catch(() => answer.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults: {
      next(kind, fault) {
        const { promise: met, resolve } = Promise.withResolvers<void>();
        planned.push({ kind, fault, met: resolve });
        return { met };
      },
      seen: (kind) => seen[kind],
      clear: () => void planned.splice(0),
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function befall(target: string, incoming: IncomingMessage, answer: ServerResponse, plan: Planned | undefined) {
  const fault = plan?.fault;
  if (fault === 'cut-before') {
    incoming.socket.destroy();
  } else if (fault === 'cut-after' || fault === 'hang') {
    (await forward(target, incoming)).resume();
    if (fault === 'cut-after') incoming.socket.destroy();
  } else if (fault) {
    incoming.resume();
    await once(incoming, 'end');
    answer.writeHead(fault.status, fault.headers).end(fault.body);
  } else {
    const served = await forward(target, incoming);
    served.once('error', () => answer.destroy());
    answer.writeHead(served.statusCode ?? 502, served.headers);
    served.pipe(answer);
  }
  plan?.met();
}

async function forward(target: string, incoming: IncomingMessage): Promise<IncomingMessage> {
  const { method, url, headers } = incoming;
  const outgoing = request(new URL(url ?? '/', target), { method, headers, agent: false });
  incoming.once('close', () => incoming.complete || outgoing.destroy());
  incoming.pipe(outgoing);
  const [served] = (await once(outgoing, 'response')) as [IncomingMessage];
  return served;
}
