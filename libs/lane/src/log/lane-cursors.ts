import type { LaneNumber, Offset } from './log.js';

type Cursor = { position: Offset; seeks: number };
/** One lane of a fetch: where it reads on, and a mark by which it is known later whether that still holds. */
export type LaneFetch = { lane: LaneNumber; from: Offset; cursor: Cursor; seeks: number };

/** Which lanes a subscription has, where each reads on, and which may be fetched now. */
export class LaneCursors {
  private cursors = new Map<LaneNumber, Cursor>();
  private readonly held = new Set<LaneNumber>();
  /** Lanes whose batch is being taken in: the next fetch of the lane waits for it, that of the others does not. */
  private readonly running = new Map<LaneNumber, Promise<void>>();

  /** `changed` is called when there may be more to fetch than a moment ago. */
  constructor(private readonly changed: () => void) {}

  /** The lanes are these now. A lane that stays keeps its pause and its running batch. */
  assign(positions: ReadonlyMap<LaneNumber, Offset>): void {
    this.cursors = new Map([...positions].map(([lane, position]) => [lane, { position, seeks: 0 }]));
    for (const lane of [...this.held]) if (!positions.has(lane)) this.held.delete(lane);
  }

  seek(lane: LaneNumber, offset: Offset): void {
    const cursor = this.cursors.get(lane);
    if (!cursor) return;
    cursor.position = offset;
    cursor.seeks += 1;
    this.changed();
  }

  pause(lane: LaneNumber): void {
    this.held.add(lane);
  }

  resume(lane: LaneNumber): void {
    this.held.delete(lane);
    this.changed();
  }

  position(lane: LaneNumber): Offset | undefined {
    return this.cursors.get(lane)?.position;
  }

  /** What to ask for now. */
  fetchable(): readonly LaneFetch[] {
    return [...this.cursors]
      .filter(([lane]) => !this.held.has(lane) && !this.running.has(lane))
      .map(([lane, cursor]) => ({ lane, from: cursor.position, cursor, seeks: cursor.seeks }));
  }

  /** Whether the lane was neither sought nor paused nor given anew since it was asked for. */
  stillWanted({ lane, cursor, seeks }: LaneFetch): boolean {
    return this.cursors.get(lane) === cursor && cursor.seeks === seeks && !this.held.has(lane);
  }

  /** The lane's next fetch begins at `next`, and waits until `work` is done. */
  takeIn(fetch: LaneFetch, next: Offset, work: () => Promise<void>): void {
    fetch.cursor.position = next;
    const done = work().finally(() => {
      this.running.delete(fetch.lane);
      this.changed();
    });
    this.running.set(fetch.lane, done);
  }

  /** Resolves when every running batch is done. */
  async drained(): Promise<void> {
    await Promise.all(this.running.values());
  }
}
