import { PartitionAssigners, type Admin, type Cluster, type Consumer } from 'kafkajs';
import { within } from '../../within.js';
import type { LaneNumber, LogEvents, Offset, Subscription } from '../log.js';
import { LogError } from '../log-error.js';
import { outOfRange } from '../out-of-range.js';
import { BrokerSockets } from './broker-sockets.js';
import { watchFetches } from './fetch-watch.js';
import { toEnds } from './from-kafka.js';
import { GroupLag } from './group-lag.js';
import { watchHeartbeats } from './heartbeat-watch.js';
import { kafkaClient } from './kafka-client.js';
import { LaneFeed } from './lane-feed.js';
import type { KafkaLogOptions } from './options.js';
import { watchSilence } from './silence-watch.js';
import { stayingLanes } from './staying-lanes.js';
import { TRIES } from './staying-members.js';

/**
 * kafkajs sends heartbeats only between fetches and batches, so both must be short. The session bounds how long the lanes
 * of a node that fell over stand still; and a heartbeat is how the others hear that lanes are divided anew.
 */
const TIMING = { sessionTimeout: 10_000, rebalanceTimeout: 10_000, heartbeatInterval: 500, maxWaitTimeInMs: 250 };
/** After so long without a word of it a member is out of its group, and its lanes go to others (ms). */
export const SESSION_MS = TIMING.sessionTimeout;
/** Before a CRASH, which has the cause, kafkajs says STOP; if no CRASH follows, it stopped without one. */
const CRASH_FOLLOWS_WITHIN_MS = 5_000;

/** A fetch may be under way, which kafkajs waits for, and the group must be told. */
const LEAVE_WITHIN_MS = 2_000;

type Deps = { options: KafkaLogOptions; topic: string; group: string; admin: Admin; events: LogEvents };

/** One consumer of a group, for one topic. */
export class KafkaSubscription implements Subscription {
  readonly lastHeartbeat: () => number;
  private readonly sockets = new BrokerSockets();
  private readonly consumer: Consumer;
  private readonly lag: GroupLag;
  private readonly feed: LaneFeed;
  private readonly fetches: { forget(): void };
  private silence: { end(): void } | undefined;
  private cluster: Cluster | undefined;
  private ended = false;
  private stopped: Promise<void> | undefined;
  private asking: Promise<ReadonlyMap<LaneNumber, Offset>> | undefined;

  constructor(private readonly deps: Deps) {
    const { options, topic, group, admin, events } = deps;
    this.consumer = kafkaClient(options, this.sockets).consumer({
      ...TIMING,
      groupId: group,
      allowAutoTopicCreation: false,
      retry: TRIES,
      partitionAssigners: [
        (config) => {
          this.cluster = config.cluster;
          return stayingLanes(() => this.feed.assigned())(config);
        },
        // While a node of an earlier build is among them, a group divides as that one can, too.
        PartitionAssigners.roundRobin,
      ],
    });
    const { consumer } = this;
    this.lag = new GroupLag(topic, options.clock);
    const failed = (error: LogError) => this.fail(error);
    this.feed = new LaneFeed({ consumer, topic, clock: options.clock, lag: this.lag, events, failed });
    this.lastHeartbeat = watchHeartbeats(consumer, options.clock);
    this.fetches = watchFetches(consumer, admin, {
      lanesOf: (nodeId) => this.ledBy(nodeId),
      fetched: (lanes) => this.fetched(lanes),
    });
    this.listen();
  }

  /** Resolves once the group has given this member its lanes. */
  async start(): Promise<void> {
    const { options } = this.deps;
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [this.deps.topic], fromBeginning: true });
    if (this.ended) return;
    const hung = () => this.fail(gone(new Error('it does not ask the group any more')));
    this.silence = watchSilence(options.clock, this.lastHeartbeat, hung);
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: options.lanes,
      eachBatch: (payload) => this.feed.eachBatch(payload),
    });
  }

  seek(lane: LaneNumber, offset: Offset): void {
    this.feed.seek(lane, offset);
  }

  pause(lane: LaneNumber): void {
    this.feed.pause(lane);
  }

  resume(lane: LaneNumber): void {
    this.feed.resume(lane);
  }

  async ends(lanes: readonly LaneNumber[]) {
    const { admin, topic } = this.deps;
    const before = new Map(lanes.map((lane) => [lane, this.feed.position(lane)]));
    const ends = toEnds(await admin.fetchTopicOffsets(topic), lanes);
    for (const [lane, range] of ends) {
      const now = this.feed.position(lane);
      const missing = outOfRange({ topic, lane, ...range, before: before.get(lane), now });
      if (missing) this.fail(missing);
    }
    return ends;
  }

  /** Kafka tells of all lanes at once: those that are taken together ask once. */
  async told(lane: LaneNumber): Promise<Offset | undefined> {
    this.asking ??= this.allTold().finally(() => (this.asking = undefined));
    return (await this.asking).get(lane);
  }

  private async allTold(): Promise<ReadonlyMap<LaneNumber, Offset>> {
    const { admin, group, topic } = this.deps;
    const [told] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    const offsets = (told?.partitions ?? []).map(({ partition, offset }) => [partition, Number(offset)] as const);
    // Of a lane that the group was told nothing of, Kafka says -1.
    return new Map(offsets.filter(([, offset]) => offset >= 0));
  }

  stop(deadlineMs: number): Promise<void> {
    this.ended = true;
    this.silence?.end();
    this.stopped ??= this.leave(deadlineMs);
    return this.stopped;
  }

  private async leave(deadlineMs: number): Promise<void> {
    const { options, topic } = this.deps;
    await within(options.clock, deadlineMs, this.feed.drain());
    if (!(await within(options.clock, LEAVE_WITHIN_MS, this.sayGoodbye())))
      options.logger.warn({ topic }, 'kafka: the group has not heard in time that this node leaves, and waits for it');
    this.sockets.close(new LogError('consumer-gone', 'the subscription was stopped'));
  }

  private async sayGoodbye(): Promise<void> {
    try {
      await this.lag.flush();
      await this.consumer.disconnect();
    } catch (error) {
      this.deps.options.logger.warn({ err: error }, 'kafka: left the group without a word');
    } finally {
      this.lag.forget();
    }
  }

  private listen(): void {
    const { options, topic, events } = this.deps;
    const { GROUP_JOIN, REQUEST_TIMEOUT, STOP, CRASH } = this.consumer.events;
    this.consumer.on(GROUP_JOIN, ({ payload }) => {
      if (this.ended) return;
      const lanes = payload.memberAssignment[topic] ?? [];
      this.lag.forget();
      this.fetches.forget();
      this.feed.assign(lanes);
      // kafkajs calls listeners within its own call and fetches after it, so what is sought and paused here comes in time.
      events.assigned(lanes, this);
    });
    this.consumer.on(REQUEST_TIMEOUT, ({ payload: { broker } }) =>
      this.sockets.reset(new LogError('unanswered', `${broker} does not answer`), broker),
    );
    this.consumer.on(STOP, () => {
      this.feed.close();
      options.clock.after(CRASH_FOLLOWS_WITHIN_MS, () => this.fail(gone(new Error('it stopped'))));
    });
    this.consumer.on(CRASH, ({ payload: { error } }) => this.fail(gone(error)));
  }

  /** Once, and nothing after it. */
  private fail(error: LogError): void {
    if (this.ended) return;
    this.deps.options.logger.error({ err: error, topic: this.deps.topic }, 'kafka: the consumer is gone');
    void this.stop(CRASH_FOLLOWS_WITHIN_MS);
    this.deps.events.failed(error);
  }

  private fetched(lanes: readonly LaneNumber[]): void {
    if (!this.ended) for (const lane of lanes) this.deps.events.fetched(lane);
  }

  private ledBy(nodeId: number): readonly LaneNumber[] {
    const partitions = this.cluster?.findTopicPartitionMetadata(this.deps.topic) ?? [];
    const led = new Set(partitions.filter(({ leader }) => leader === nodeId).map(({ partitionId }) => partitionId));
    return this.feed.fetchable().filter((lane) => led.has(lane));
  }
}

const gone = (cause: Error) => new LogError('consumer-gone', `the consumer ended: ${cause.message}`, { cause });
