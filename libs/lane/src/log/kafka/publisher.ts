import { Partitioners, type Message, type Producer, type RecordMetadata } from 'kafkajs';
import type { Clock } from '../../clock.js';
import { atMost } from '../at-most.js';
import type { Publishable } from '../log.js';
import { LogError } from '../log-error.js';
import { isPast, tooLate, type SendBy } from '../send-by.js';
import { BrokerSockets } from './broker-sockets.js';
import { isTooLarge } from './is-too-large.js';
import { kafkaClient } from './kafka-client.js';
import type { KafkaLogOptions } from './options.js';
import { PublishGate } from './publish-gate.js';

/** How long after trouble each lane's records go in a request of their own. */
const APART_MS = 30_000;
/** A broker that has not acknowledged by then counts as hung: its connection is reset. */
const ANSWER_WITHIN_MS = 6_000;
const CLOSE_WITHIN_MS = 1_000;

type Sent = { acknowledged: readonly string[]; error?: Error };

/**
 * Appends records with acks=all and no retries. All of a call goes in one request per broker; but of a request that fails
 * kafkajs tells the first error only, not which partitions have their records. So for a while after trouble every lane
 * gets a request of its own, or one lane without enough replicas would have all others sent again and again.
 */
export class Publisher {
  private readonly gate: PublishGate;
  private readonly sockets: BrokerSockets;
  private readonly producer: Producer;
  private readonly clock: Clock;
  private connected: Promise<void> | undefined;
  private apartUntil = -Infinity;

  constructor(
    options: KafkaLogOptions,
    private readonly topicName: (topic: string) => string,
  ) {
    this.clock = options.clock;
    this.gate = new PublishGate(options.clock);
    this.sockets = new BrokerSockets((bytes, reset) => this.gate.check(bytes, reset));
    this.producer = kafkaClient(options, this.sockets, ANSWER_WITHIN_MS).producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      idempotent: false,
      retry: { retries: 0 },
    });
    const { REQUEST_TIMEOUT } = this.producer.events;
    this.producer.on(REQUEST_TIMEOUT, ({ payload: { broker } }) =>
      this.sockets.reset(new LogError('unanswered', `${broker} does not answer`), broker),
    );
  }

  async publish(records: readonly Publishable[], sendBy: SendBy) {
    const parts = this.clock.monotonic() < this.apartUntil ? byLane(records) : [records];
    const sent = await Promise.all(parts.map((part) => this.send(part, sendBy)));
    const error = sent.find((part) => part.error)?.error;
    if (error) this.apartUntil = this.clock.monotonic() + APART_MS;
    return { acknowledged: new Set(sent.flatMap((part) => part.acknowledged)), error };
  }

  async close(): Promise<void> {
    if (!this.connected) return;
    await atMost(this.clock, CLOSE_WITHIN_MS, this.producer.disconnect());
    this.sockets.close(new LogError('refused', 'the log was closed'));
  }

  private async send(records: readonly Publishable[], sendBy: SendBy): Promise<Sent> {
    if (records.length === 0) return { acknowledged: [] };
    if (isPast(this.clock, sendBy)) return { acknowledged: [], error: tooLate() };
    const timeout = this.gate.open(sendBy);
    if (timeout === undefined) return { acknowledged: [], error: new LogError('refused', 'too much is under way') };
    try {
      await this.connect();
      const topicMessages = [...this.toMessages(records)];
      return this.answered(records, await this.producer.sendBatch({ acks: -1, timeout, topicMessages }));
    } catch (cause) {
      const { sent } = this.gate.close(timeout);
      if (!sent && isPast(this.clock, sendBy)) return { acknowledged: [], error: tooLate() };
      if (isTooLarge(cause)) return { acknowledged: [], error: tooLarge(cause) };
      const text = sent ? 'Kafka did not acknowledge' : 'nothing could be sent to Kafka';
      return { acknowledged: [], error: new LogError(sent ? 'unanswered' : 'refused', text, { cause }) };
    } finally {
      this.gate.close(timeout);
    }
  }

  /** kafkajs drops records of a partition that it does not know, and says nothing: only what was answered is in the log. */
  private answered(records: readonly Publishable[], answers: readonly RecordMetadata[]): Sent {
    const partitions = new Set(answers.map(({ topicName, partition }) => `${topicName}/${partition}`));
    const [taken, dropped] = [true, false].map((there) =>
      records.filter(({ topic, lane }) => partitions.has(`${this.topicName(topic)}/${lane}`) === there),
    );
    const acknowledged = (taken ?? []).map(({ id }) => id);
    const [first] = dropped ?? [];
    if (!first) return { acknowledged };
    return {
      acknowledged,
      error: new LogError(
        'refused',
        `Kafka took nothing for lane ${first.lane} of ${first.topic}: if it has no such lane, migrate first`,
      ),
    };
  }

  private connect(): Promise<void> {
    this.connected ??= this.producer.connect().catch((error: unknown) => {
      this.connected = undefined;
      throw error;
    });
    return this.connected;
  }

  private *toMessages(records: readonly Publishable[]) {
    for (const [topic, own] of Map.groupBy(records, (record) => record.topic))
      yield { topic: this.topicName(topic), messages: own.map(toMessage) };
  }
}

const tooLarge = (cause: unknown) =>
  new LogError('too-large', 'a record is larger than Kafka takes (max.message.bytes)', { cause });

function toMessage({ key, value, trace, lane }: Publishable): Message {
  const headers = trace === undefined ? undefined : { traceparent: trace };
  return { key, value, partition: lane, headers };
}

const byLane = (records: readonly Publishable[]) => [
  ...Map.groupBy(records, ({ topic, lane }) => `${topic}/${lane}`).values(),
];
