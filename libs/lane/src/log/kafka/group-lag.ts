import type { Offsets } from 'kafkajs';
import type { Clock } from '../../clock.js';
import type { LaneNumber, Offset } from '../log.js';

const EVERY_MS = 1_000;

type Commit = (offsets: Offsets) => Promise<void>;

/**
 * Tells the group how far the lanes are, once a second. It shows lag, and what a restored database has forgotten; where a lane
 * starts is in its lane row.
 */
export class GroupLag {
  private next = new Map<LaneNumber, Offset>();
  private commit: Commit | undefined;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly topic: string,
    private readonly clock: Clock,
  ) {}

  note(lane: LaneNumber, next: Offset, commit: Commit): void {
    this.next.set(lane, next);
    this.commit = commit;
    this.arm();
  }

  /** A generation is over: what it had not yet told is not told in the name of the next one. */
  forget(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.next = new Map();
  }

  async flush(): Promise<void> {
    this.cancel?.();
    this.cancel = undefined;
    const waiting = this.next;
    const told = [...waiting];
    if (told.length === 0) return;
    const partitions = told.map(([partition, offset]) => ({ partition, offset: String(offset) }));
    try {
      await this.commit?.({ topics: [{ topic: this.topic, partitions }] });
      for (const [lane, offset] of told) if (waiting.get(lane) === offset) waiting.delete(lane);
    } catch {
      // Told again in a second, unless its generation has ended.
    }
    if (this.next.size > 0) this.arm();
  }

  private arm(): void {
    this.cancel ??= this.clock.after(EVERY_MS, () => void this.flush());
  }
}
