import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { connectSocket } from './connect-socket.js';
import { IDLE_MS } from './guarded-client.js';
import { LateError } from './guard-socket.js';
import { currentSending, isLate, systemSendClock, type SendClock, type Sending } from './sending.js';

/** What Node's agent has and its types leave out: called by `http.request` for every request. */
type WithAddRequest = { addRequest(request: http.ClientRequest, ...rest: unknown[]): void };

/**
 * Keep-alive agents for libraries that speak `node:http` (telegraf). A request made inside `sendThrough` keeps that
 * sending's deadline on whichever connection it gets, new or used before. One that is idle is closed before its server would:
 * what is sent just then is lost, and nobody knows whether it was done.
 */
export function guardedAgents({
  clock = systemSendClock,
  idleMs = IDLE_MS,
}: { clock?: SendClock; idleMs?: number } = {}) {
  // Of a connection in use the time-out is an event that nobody listens to.
  const kept = { keepAlive: true, timeout: idleMs };
  const agents = {
    http: guard(new http.Agent(kept), clock),
    https: guard(new https.Agent(kept), clock),
  };
  return {
    ...agents,
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function guard<A extends http.Agent>(agent: A, clock: SendClock): A {
  const owners = new WeakMap<Socket, Sending | undefined>();
  const withRequests = agent as A & WithAddRequest;
  const addRequest = withRequests.addRequest.bind(agent);
  withRequests.addRequest = (request, ...rest) => {
    const sending = currentSending();
    // What its time runs out for while it waits for a connection leaves that to the next: Node keeps it.
    const tooLate = sending && endWhenLate(request, sending, clock);
    // The event comes with every connection a request is given, before anything is written to it.
    request.prependOnceListener('socket', (socket) => {
      clearTimeout(tooLate);
      owners.set(socket, sending);
    });
    addRequest(request, ...rest);
  };
  agent.createConnection = (options, opened) => {
    const { host, port, lookup } = options;
    const tls = agent instanceof https.Agent ? (options as ConnectionOptions) : undefined;
    const address = { host: host ?? 'localhost', port: Number(port), tls, lookup };
    const sending = currentSending();
    connectSocket(
      address,
      (socket) => owners.get(socket),
      clock,
      (error, socket) => {
        if (!error && sending && isLate(sending, clock)) sending.late = true;
        opened?.(error, socket);
      },
    );
    return undefined;
  };
  return agent;
}

/** It hears of that once there is a connection, or none. */
function endWhenLate(request: http.ClientRequest, { sendBy }: Sending, clock: SendClock): NodeJS.Timeout | undefined {
  if (!sendBy) return undefined;
  const end = () => void request.destroy(new LateError('too late to be sent'));
  return setTimeout(end, Math.max(0, sendBy.monotonic - clock.monotonic()));
}
