import type { TopicName } from '#contracts';
import type { Clock } from '../../clock.js';
import type { LaneNumber, LogRecord, Offset } from '../log.js';
import { Group } from './group.js';
import { MemoryLog } from './node-log.js';
import { Partition } from './partition.js';

/** What becomes of one lane's part of a publish. Delays in ms of virtual time; `lost` never gets there. */
export type PublishFate = { arrivesMs?: number | 'lost'; answerMs?: number | 'lost' };
/** How one fetch of a lane is delivered: how late, and how many records before the position it asked for. */
export type FetchFate = { delayMs?: number; backBy?: number };

/** What goes wrong between the nodes and the broker, asked each time; absent: nothing does. */
export type MemoryFaults = {
  publish?(topic: TopicName, lane: LaneNumber): PublishFate;
  fetch?(topic: TopicName, lane: LaneNumber): FetchFate;
};

export type MemoryBrokerOptions = {
  /** The world's clock: networks and the broker go on while a node is frozen. */
  clock: Clock;
  lanes: number;
  faults?: MemoryFaults;
  /** One way through the network. */
  hopMs?: number;
  sessionMs?: number;
  heartbeatMs?: number;
  /** How long a fetch waits for records. */
  maxWaitMs?: number;
  /** When a publisher gives up waiting for its acknowledgement. */
  answerTimeoutMs?: number;
  /** Records of one lane in one batch. */
  batchLimit?: number;
  /** The largest record that a topic takes. */
  mostBytes?: (topic: TopicName) => number;
};

/** The log of a simulated cluster: what Kafka's brokers would hold. Each node reaches it by a `Log` of its own. */
export class MemoryBroker {
  readonly options: Required<MemoryBrokerOptions>;
  private readonly partitions = new Map<string, Partition>();
  private readonly groups = new Map<string, Group>();

  constructor(options: MemoryBrokerOptions) {
    const defaults = { faults: {}, hopMs: 1, sessionMs: 10_000, heartbeatMs: 1000, maxWaitMs: 250 };
    this.options = { ...defaults, answerTimeoutMs: 1000, batchLimit: 500, mostBytes: () => Infinity, ...options };
  }

  /** A node's own log; `clock` is that node's, so that a frozen node neither sends nor hears anything. */
  connect(clock: Clock = this.options.clock): MemoryLog {
    return new MemoryLog(this, clock);
  }

  /** Everything the lane holds, for a checker to read. */
  records(topic: TopicName, lane: LaneNumber): readonly LogRecord[] {
    const partition = this.partition(topic, lane);
    return partition.read(partition.first, Infinity);
  }

  /** What retention does to records a slow lane has not read yet. */
  truncate(topic: TopicName, lane: LaneNumber, first: Offset): void {
    this.partition(topic, lane).truncate(first);
  }

  partition(topic: TopicName, lane: LaneNumber): Partition {
    return getOrAdd(this.partitions, `${topic}/${lane}`, () => new Partition());
  }

  group(topic: TopicName, group: string): Group {
    const { clock, lanes, sessionMs } = this.options;
    return getOrAdd(this.groups, `${topic}/${group}`, () => new Group(clock, lanes, sessionMs));
  }
}

function getOrAdd<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
