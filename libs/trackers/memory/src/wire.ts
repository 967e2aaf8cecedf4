import { TrackerError, type Call, type WriteCall } from '#ports/tracker';

/** Time as this tracker sees it: both clocks in ms, and a way to wait. */
export type Time = { now(): number; monotonic(): number; after(ms: number, then: () => void): () => void };

export type Request = { method: 'GET' | 'POST' | 'PUT'; path: string };

/**
 * What befalls a request on its way. `status`: something before the tracker answers in its place. `lateMs`: the connection
 * breaks at once, and the tracker does so much later what it was asked. `slowMs`: it takes so long to begin. `within`: what the
 * tracker does it does within this, and the answer is lost.
 */
export type Fault =
  | 'cut-before'
  | 'cut-after'
  | 'hang-before'
  | 'hang-after'
  | { status: number; retryAfterMs?: number | undefined }
  | { lateMs: number }
  | { slowMs: number }
  | { within: (act: () => unknown) => unknown };

type Plan = { match: (request: Request) => boolean; fault: Fault; left: number; met: () => void };

/**
 * The way between an adapter and a tracker in the same process, with all that can go wrong on it. Nothing is sent past
 * `sendBy`; an abort ends the wait, and never what the tracker has begun.
 */
export function createWire(time: Time, latencyMs = 0) {
  const plans: Plan[] = [];
  const seen: Request[] = [];
  const hop = () => (latencyMs === 0 ? undefined : new Promise<void>((resolve) => time.after(latencyMs, resolve)));

  async function pass<T>(request: Request, call: Call | WriteCall, act: () => T | Promise<T>): Promise<T> {
    const lost = (sent: boolean) => silence(request, sent);
    if (call.signal.aborted) throw lost(false);
    if ('sendBy' in call && isPast(time, call.sendBy))
      throw new TrackerError('late', `${request.method} ${request.path}: too late`);
    seen.push(request);
    const plan = plans.find(({ match, left }) => left > 0 && match(request));
    if (plan) plan.left -= 1;
    const fault = plan?.fault;
    await hop();
    if (fault === 'cut-before' || fault === 'hang-before' || typeof fault === 'object') plan?.met();
    if (fault === 'cut-before') throw lost(true);
    if (fault === 'hang-before') throw await hung(call.signal, lost(true));
    if (typeof fault === 'object') await inItsStead(request, fault, act);
    const answer = await act();
    plan?.met();
    await hop();
    if (fault === 'cut-after') throw lost(true);
    if (fault === 'hang-after') throw await hung(call.signal, lost(true));
    if (call.signal.aborted) throw lost(true);
    return answer;
  }

  async function inItsStead(request: Request, fault: Exclude<Fault, string>, act: () => unknown): Promise<void> {
    if ('status' in fault) throw answeredInstead(request, fault);
    if ('slowMs' in fault) return new Promise((resolve) => void time.after(fault.slowMs, resolve));
    if ('within' in fault) await toEnd(() => fault.within(act));
    else time.after(fault.lateMs, () => void toEnd(act));
    throw silence(request, true);
  }

  return {
    pass,
    /** Every request that was sent, oldest first. */
    seen: seen as readonly Request[],
    /** The next `times` (default 1) requests that match meet the fault. Earlier plans go first. */
    plan(match: Plan['match'], fault: Fault, times = 1): { met: Promise<void>; lift(): void } {
      const { promise, resolve } = Promise.withResolvers<void>();
      const plan = { match, fault, left: times, met: resolve };
      plans.push(plan);
      return { met: promise, lift: () => void (plan.left = 0) };
    },
  };
}

export type Wire = ReturnType<typeof createWire>;

const isPast = (time: Time, { wall, monotonic }: WriteCall['sendBy']) =>
  time.now() > wall || time.monotonic() > monotonic;

/** A write may have acted; a read, or what was never sent, cannot have. */
function silence({ method, path }: Request, sent: boolean): TrackerError {
  const kind = sent && method !== 'GET' ? 'ambiguous' : 'unavailable';
  return new TrackerError(kind, `${method} ${path}: ${sent ? 'no usable answer' : 'nothing was sent'}`);
}

function answeredInstead(request: Request, { status, retryAfterMs }: Extract<Fault, { status: number }>): TrackerError {
  const message = `${request.method} ${request.path}: answered ${status}`;
  if (status === 401) return new TrackerError('unauthorized', message);
  if (status === 404) return new TrackerError('not-found', message);
  if (status === 409) return new TrackerError('conflict', message);
  if (status === 429) return new TrackerError('throttled', message, { retryAfterMs });
  return silence(request, true);
}

/** Whether it was done or refused, nobody hears. */
async function toEnd(act: () => unknown): Promise<void> {
  await Promise.resolve()
    .then(act)
    .catch(() => undefined);
}

function hung(signal: AbortSignal, error: TrackerError): Promise<TrackerError> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(error);
    else signal.addEventListener('abort', () => resolve(error), { once: true });
  });
}
