import type { HttpFault, HttpProxy } from '#testkit/proxies';

/** A request that only reads (GET), or one that may change something. */
export type RequestKind = 'read' | 'write';

/** Harm done on the way to the server, by kinds of request, since a promise knows no tracker's paths. */
export type Faults = {
  /** The next request of this kind meets the fault; `met` resolves once it has. */
  next(kind: RequestKind, fault: HttpFault): { met: Promise<void> };
  /** How many requests of this kind have come by. */
  seen(kind: RequestKind): number;
  /** Forgets faults that no request met. */
  clear(): void;
};

const kindOf = ({ method }: HttpProxy['seen'][number]): RequestKind => (method === 'GET' ? 'read' : 'write');

export function faultsOf(proxy: HttpProxy): Faults {
  const lifts: (() => void)[] = [];
  return {
    next(kind, fault) {
      const { met, lift } = proxy.plan((request) => kindOf(request) === kind, fault);
      lifts.push(lift);
      return { met };
    },
    seen: (kind) => proxy.seen.filter((request) => kindOf(request) === kind).length,
    clear() {
      for (const lift of lifts.splice(0)) lift();
    },
  };
}
