import type { Clock } from '../../clock.js';
import { isPast, timeLeft, tooLate, type SendBy } from '../send-by.js';

const PRODUCE = 0;
/** How long a broker may wait for its replicas, ms. What is added to it names the publish. */
const REPLICA_TIMEOUT_MS = 4_000;
const TICKETS = 1_000;

type Ticket = { sendBy: SendBy; sent: boolean };

/**
 * Lets a produce request go out only while its publish is open and its time has not passed, at the very place where its
 * bytes go to the socket: kafkajs may have waited for a connection, or the whole process may have been stopped.
 *
 * kafkajs gives a request no name of ours, but it does carry the time-out we ask for; so that number names the publish.
 */
export class PublishGate {
  private readonly tickets = new Map<number, Ticket>();
  private next = 0;

  constructor(private readonly clock: Clock) {}

  /** Returns the `timeout` to send the records with; nothing where as many are open as there are names for. */
  open(sendBy: SendBy): number | undefined {
    if (this.tickets.size === TICKETS) return undefined;
    do this.next = (this.next + 1) % TICKETS;
    while (this.tickets.has(REPLICA_TIMEOUT_MS + this.next));
    const timeout = REPLICA_TIMEOUT_MS + this.next;
    this.tickets.set(timeout, { sendBy, sent: false });
    return timeout;
  }

  hasSent(timeout: number): boolean {
    return this.tickets.get(timeout)?.sent ?? false;
  }

  /** Nothing of this publish goes out any more. Tells whether something did. */
  close(timeout: number): { sent: boolean } {
    const sent = this.hasSent(timeout);
    this.tickets.delete(timeout);
    return { sent };
  }

  /**
   * An error keeps the request back. One that passes may still wait behind a full socket: unless the function returned is
   * called before its time has passed, the connection is reset.
   */
  check(request: Buffer, reset: (why: Error) => void): Error | (() => void) | undefined {
    const timeout = produceTimeout(request);
    if (timeout === undefined) return undefined;
    const ticket = this.tickets.get(timeout);
    if (!ticket || isPast(this.clock, ticket.sendBy)) return tooLate();
    ticket.sent = true;
    return this.clock.after(timeLeft(this.clock, ticket.sendBy), () => reset(tooLate()));
  }
}

/**
 * The `timeout` of a produce request, `undefined` for any other. Layout, since version 3 of the request:
 * size INT32, api_key INT16, api_version INT16, correlation_id INT32, client_id STRING, transactional_id
 * NULLABLE_STRING, acks INT16, timeout INT32 (https://kafka.apache.org/protocol).
 */
function produceTimeout(request: Buffer): number | undefined {
  if (request.length < 14 || request.readInt16BE(4) !== PRODUCE) return undefined;
  const afterClientId = 14 + Math.max(0, request.readInt16BE(12));
  const afterTransactionalId = afterClientId + 2 + Math.max(0, request.readInt16BE(afterClientId));
  return request.readInt32BE(afterTransactionalId + 2);
}
