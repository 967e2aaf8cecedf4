import type { Offsets } from 'kafkajs';
import type { Clock } from '../../clock.js';
import type { LaneNumber, Offset } from '../log.js';

const EVERY_MS = 1_000;

type Commit = (offsets: Offsets) => Promise<void>;

/** Tells the group how far the lanes are, once a second. It only shows lag: where a lane starts is in its lane row. */
export class GroupLag {
  private readonly next = new Map<LaneNumber, Offset>();
  private commit: Commit | undefined;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly topic: string,
    private readonly clock: Clock,
  ) {}

  note(lane: LaneNumber, next: Offset, commit: Commit): void {
    this.next.set(lane, next);
    this.commit = commit;
    this.cancel ??= this.clock.after(EVERY_MS, () => void this.flush());
  }

  /** A generation is over: what it had not yet told is not told in the name of the next one. */
  forget(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.next.clear();
  }

  async flush(): Promise<void> {
    const partitions = [...this.next].map(([partition, offset]) => ({ partition, offset: String(offset) }));
    this.forget();
    if (partitions.length === 0) return;
    try {
      await this.commit?.({ topics: [{ topic: this.topic, partitions }] });
    } catch {
      // A generation that has ended may not commit; the next batch tells the lag anew.
    }
  }
}
