import { LaneFault } from './lane-fault.js';

/** Poison on more keys than this, and on most of a batch, is no accident of one record: the lane stops loudly. */
const MOST_POISON_KEYS = 20;

/** Counts the keys of one slice that bring poison. */
export class PoisonCount {
  private readonly keys = new Set<string>();

  constructor(private readonly records: number) {}

  /** Throws where this is no accident of a few records any more. */
  add(key: string): void {
    this.keys.add(key);
    const { size } = this.keys;
    if (size > MOST_POISON_KEYS && size > this.records / 2)
      throw new LaneFault(`${size} keys of one batch of ${this.records} bring poison: this is a bug of ours.`);
  }
}
