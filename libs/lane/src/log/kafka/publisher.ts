import { Partitioners, type Message, type Producer, type RecordMetadata } from 'kafkajs';
import type { Clock } from '../../clock.js';
import { within } from '../../within.js';
import type { Publishable } from '../log.js';
import { LogError } from '../log-error.js';
import { isPast, timeLeft, tooLate, type SendBy } from '../send-by.js';
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
  /** Lanes of which something waits in kafkajs for a connection, though it will not go out any more. */
  private readonly stuck = new Set<string>();

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
    await within(this.clock, CLOSE_WITHIN_MS, this.producer.disconnect());
    this.sockets.close(new LogError('refused', 'the log was closed'));
  }

  /** What could not go out in its time is answered then: kafkajs may wait much longer for a broker that is gone without a word. */
  private async send(records: readonly Publishable[], sendBy: SendBy): Promise<Sent> {
    if (records.length === 0) return { acknowledged: [] };
    if (isPast(this.clock, sendBy)) return failed(tooLate());
    const lanes = new Set(records.map(nameOf));
    if (!lanes.isDisjointFrom(this.stuck)) return failed(new LogError('refused', 'what came before is still stuck'));
    const timeout = this.gate.open(sendBy);
    if (timeout === undefined) return failed(new LogError('refused', 'too much is under way'));
    const late = Promise.withResolvers<Sent>();
    const cancel = this.clock.after(timeLeft(this.clock, sendBy) + 1, () => {
      if (this.gate.hasSent(timeout)) return;
      for (const lane of lanes) this.stuck.add(lane);
      late.resolve(failed(tooLate()));
    });
    const appended = this.append(records, sendBy, timeout).finally(() => {
      cancel();
      for (const lane of lanes) this.stuck.delete(lane);
    });
    return Promise.race([appended, late.promise]);
  }

  private async append(records: readonly Publishable[], sendBy: SendBy, timeout: number): Promise<Sent> {
    try {
      await this.connect();
      const topicMessages = [...this.toMessages(records)];
      return this.answered(records, await this.producer.sendBatch({ acks: -1, timeout, topicMessages }));
    } catch (cause) {
      const { sent } = this.gate.close(timeout);
      if (!sent && isPast(this.clock, sendBy)) return failed(tooLate());
      if (isTooLarge(cause)) return failed(tooLarge(cause));
      const text = sent ? 'Kafka did not acknowledge' : 'nothing could be sent to Kafka';
      return failed(new LogError(sent ? 'unanswered' : 'refused', text, { cause }));
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

const failed = (error: LogError): Sent => ({ acknowledged: [], error });
const nameOf = ({ topic, lane }: Publishable) => `${topic}/${lane}`;
const byLane = (records: readonly Publishable[]) => [...Map.groupBy(records, nameOf).values()];
