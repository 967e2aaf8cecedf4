import type { Pool } from 'pg';
import { type Clock, untilBeat } from '../../clock.js';
import { type HeadsRow, readHeads } from './statements.js';

/** How often readers look of their own accord: also what tells their engines that nothing came unseen. */
const LOOK_EVERY_MS = 500;

/** The next offset of each lane, from lane 0 on, at a moment after `askedAt` (`monotonic()`); none where the database did not say. */
export type Look = { ends: readonly string[] | undefined; askedAt: number };
type Looker = { topic: string; looked: (look: Look) => void };

/**
 * The looks of all readers of a process that rest: at once, and by one statement that brings no records, so that a process
 * where nobody writes asks little of its database.
 */
export class Looks {
  private readonly resting = new Set<Looker>();
  private cancel: (() => void) | undefined;
  private closed = false;

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  /** Calls `looked` after each look; the returned function ends that. */
  on(topic: string, looked: (look: Look) => void): () => void {
    const looker = { topic, looked };
    this.resting.add(looker);
    this.next();
    return () => this.resting.delete(looker);
  }

  close(): void {
    this.closed = true;
    this.cancel?.();
  }

  private next(): void {
    if (this.closed || this.resting.size === 0) return;
    this.cancel ??= this.clock.after(untilBeat(this.clock, LOOK_EVERY_MS), async () => {
      await this.look();
      this.cancel = undefined;
      this.next();
    });
  }

  private async look(): Promise<void> {
    const askedAt = this.clock.monotonic();
    const lookers = [...this.resting];
    const ends = await this.ends([...new Set(lookers.map(({ topic }) => topic))]);
    for (const looker of lookers)
      if (this.resting.has(looker)) looker.looked({ ends: ends.get(looker.topic), askedAt });
  }

  private async ends(topics: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    if (topics.length === 0) return new Map();
    try {
      const { rows } = await this.pool.query<HeadsRow>(readHeads(topics));
      return new Map(rows.map(({ topic, ends }) => [topic, ends.split(',')]));
    } catch {
      return new Map();
    }
  }
}
