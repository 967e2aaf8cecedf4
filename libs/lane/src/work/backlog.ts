import type { LaneStore, Ownership, Work } from '../store/store.js';
import type { Schedule } from './schedule.js';

/** Of one endpoint, at most so many are held in memory; below `LOW` more are read. */
const MOST = 2_000;
const LOW = 500;

type Reach = {
  /** Everything of the endpoint up to this seq has been in memory. */
  seq: number;
  /** There is more in the store, or there may be. */
  more: boolean;
  /** Grows with each piece left in the store, so that a page read meanwhile is not taken for the last. */
  left: number;
};

/**
 * Keeps a bounded part of a lane's unfinished work in memory, endpoint by endpoint and oldest first, so that an endpoint
 * that hangs fills its own part only. The rest waits in the store.
 */
export function createBacklog<R, S>(deps: { store: LaneStore<R, S>; own: Ownership; schedule: Schedule }) {
  const { schedule } = deps;
  const reaches = new Map<string, Reach>();

  function reach(endpoint: string): Reach {
    let found = reaches.get(endpoint);
    if (!found) reaches.set(endpoint, (found = { seq: -1, more: false, left: 0 }));
    return found;
  }

  async function fill(endpoint: string): Promise<void> {
    const of = reach(endpoint);
    const left = of.left;
    const page = await deps.store.work(deps.own, endpoint, of.seq, MOST - schedule.held(endpoint));
    for (const work of page) {
      schedule.add(work);
      of.seq = work.seq;
    }
    if (page.length === 0 && left === of.left) of.more = false;
  }

  return {
    /** Work just committed, in the order of its seq. */
    admit(work: Work): void {
      const of = reach(work.endpoint);
      if (of.more || schedule.held(work.endpoint) >= MOST) {
        of.more = true;
        of.left += 1;
        return;
      }
      of.seq = work.seq;
      schedule.add(work);
    },
    /** At the start of an ownership: what the store holds of these endpoints. */
    async recover(endpoints: readonly string[]): Promise<void> {
      for (const endpoint of endpoints) {
        reach(endpoint).more = true;
        await fill(endpoint);
      }
    },
    /** Reads on where memory runs low. */
    async refill(): Promise<void> {
      for (const [endpoint, of] of reaches) if (of.more && schedule.held(endpoint) < LOW) await fill(endpoint);
    },
    /** Whether `refill` would read anything. */
    low: () => [...reaches].some(([endpoint, of]) => of.more && schedule.held(endpoint) < LOW),
  };
}

export type Backlog = ReturnType<typeof createBacklog>;
