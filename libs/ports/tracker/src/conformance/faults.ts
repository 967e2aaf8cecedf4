/**
 * What may befall a request on its way.
 *
 * - an answer: the server never sees the request, the client gets this;
 * - `cut-before`: the connection ends before the server read anything;
 * - `cut-after`: the server acts, then the connection ends without an answer;
 * - `hang`: the server acts, and its answer never comes.
 */
export type Fault =
  { status: number; headers?: Record<string, string>; body?: string } | 'cut-before' | 'cut-after' | 'hang';

/** A request that only reads (GET, HEAD), or one that may change something. */
export type RequestKind = 'read' | 'write';

/** A proxy before the server that does harm when told to. */
export type Faults = {
  /** The next request of this kind meets the fault; `met` resolves once the harm is done (for `hang`: once the server acted). */
  next(kind: RequestKind, fault: Fault): { met: Promise<void> };
  /** How many requests of this kind have come to the proxy. */
  seen(kind: RequestKind): number;
  /** Forgets faults that no request met. */
  clear(): void;
};
