import type { Clock } from '#lane';

/** Whose heartbeat is so young is alive (see `LaneStore.take`). */
const ALIVE_MS = 3_500;

/** Lanes that were taken from owners who were alive, and had not begun to let go. */
export function watchOwners(clock: Pick<Clock, 'monotonic'>) {
  const owners = new Map<string, { node: string; aliveAt: number; lettingGo: boolean }>();
  return {
    /** A node's heartbeat for a lane was written. */
    beats(lane: string, node: string): void {
      const owner = owners.get(lane);
      if (owner?.node === node) owner.aliveAt = clock.monotonic();
    },
    /** It says that it holds the lane no more. */
    letsGo(lane: string, node: string): void {
      const owner = owners.get(lane);
      if (owner?.node === node) owner.lettingGo = true;
    },
    /** By this node's doing the row names nobody; returns whom it named, if that one was alive and is another. */
    clears(lane: string, node: string): string | undefined {
      const owner = owners.get(lane);
      const isAlive = owner && !owner.lettingGo && clock.monotonic() - owner.aliveAt < ALIVE_MS;
      return isAlive && owner.node !== node ? owner.node : undefined;
    },
    /** A node took it; returns from whom, if that one was alive. */
    takes(lane: string, node: string): string | undefined {
      const before = owners.get(lane);
      owners.set(lane, { node, aliveAt: clock.monotonic(), lettingGo: false });
      const wasAlive = before && !before.lettingGo && clock.monotonic() - before.aliveAt < ALIVE_MS;
      return wasAlive && before.node !== node ? before.node : undefined;
    },
  };
}
