import type { TopicName } from '#contracts';
import type { Clock } from '../../clock.js';
import type { LaneNumber } from '../../log/log.js';
import { copyLane, emptyLane, type LaneRows } from './lane-rows.js';
import { PerLane } from './per-lane.js';
import { RowLock } from './row-lock.js';

const DAY = 86_400_000;

/** The service's own rows in a memory database. */
export interface MemorySide<R, S> {
  readonly reads: R;
  /** Writes all rows or, by throwing, none: a throw means that the rows are refused. Called when a transaction commits. */
  apply(writes: readonly S[]): void;
  /** Copies the rows; the returned function puts the copy in their place. Needed only where a failover is simulated. */
  replica?(): () => void;
}

/** One database that any number of simulated nodes open with `createMemoryStore`. Its clock is "database time". */
export class MemoryDatabase<R, S> {
  readonly clock: Clock;
  readonly side: MemorySide<R, S>;
  #timeline = 1;
  #lanes = new PerLane(emptyLane);
  readonly #locks = new PerLane(() => new RowLock());

  constructor({ clock, side }: { clock: Clock; side: MemorySide<R, S> }) {
    this.clock = clock;
    this.side = side;
  }

  get timeline(): number {
    return this.#timeline;
  }

  /** The rows of a lane as committed. For a simulation's checker, too. */
  lane(topic: TopicName, lane: LaneNumber): LaneRows {
    return this.#lanes.get(topic, lane);
  }

  lock(topic: TopicName, lane: LaneNumber): RowLock {
    return this.#locks.get(topic, lane);
  }

  /** Days since 1970 by database time: the inbox's partition of now. */
  today(): number {
    return Math.floor(this.clock.now() / DAY);
  }

  /** Forgets ids taken in more than `keepDays` days ago, a whole day at a time. */
  rollInbox(keepDays: number): void {
    const oldest = this.today() - keepDays;
    for (const { inbox } of this.#lanes.values()) {
      for (const [id, day] of inbox) if (day < oldest) inbox.delete(id);
    }
  }

  /**
   * Copies everything committed, as an asynchronous replica has it. Calling the returned function makes the copy the
   * primary, on a new timeline: what was committed in between is lost.
   */
  replica(): () => void {
    const lanes = this.#lanes.copy(copyLane);
    const restoreSide = this.side.replica?.();
    return () => {
      this.#lanes = lanes.copy(copyLane);
      restoreSide?.();
      this.#timeline += 1;
    };
  }
}
