import type { TopicName } from '#contracts';
import type { LaneNumber } from '../../log/log.js';

/** One thing for each lane of each topic, made when it is first asked for. */
export class PerLane<V> {
  readonly #topics = new Map<TopicName, V[]>();
  readonly #make: () => V;

  constructor(make: () => V) {
    this.#make = make;
  }

  get(topic: TopicName, lane: LaneNumber): V {
    return this.#topics.get(topic)?.[lane] ?? this.#add(topic, lane, this.#make());
  }

  *values(): Iterable<V> {
    for (const lanes of this.#topics.values()) yield* Object.values(lanes);
  }

  /** The same lanes, of each its copy. */
  copy(copyOf: (value: V) => V): PerLane<V> {
    const copied = new PerLane(this.#make);
    for (const [topic, lanes] of this.#topics) lanes.forEach((value, lane) => copied.#add(topic, lane, copyOf(value)));
    return copied;
  }

  #add(topic: TopicName, lane: LaneNumber, value: V): V {
    const lanes = this.#topics.get(topic) ?? [];
    this.#topics.set(topic, lanes);
    lanes[lane] = value;
    return value;
  }
}
