import type { Admin } from 'kafkajs';
import type { TopicName } from '#contracts';
import { within } from '../../within.js';
import type { Log, LogEvents, Publishable, Subscription } from '../log.js';
import { LogError } from '../log-error.js';
import type { SendBy } from '../send-by.js';
import { BrokerSockets } from './broker-sockets.js';
import { kafkaClient } from './kafka-client.js';
import type { KafkaLogOptions } from './options.js';
import { prepareTopics } from './prepare-topics.js';
import { Publisher } from './publisher.js';
import { KafkaSubscription } from './subscription.js';

const CLOSE_WITHIN_MS = 1_000;

/** Kafka, by kafkajs. Nothing connects before it is first needed. */
export class KafkaLog implements Log {
  readonly lanes: number;
  private readonly publisher: Publisher;
  private readonly sockets = new BrokerSockets();
  private readonly admin: Admin;
  private readonly subscriptions = new Set<KafkaSubscription>();
  private readonly prefix: string;

  constructor(private readonly options: KafkaLogOptions) {
    this.lanes = options.lanes;
    this.prefix = options.prefix ?? 'relaydesk.';
    this.publisher = new Publisher(options, (topic) => this.prefix + topic);
    this.admin = kafkaClient(options, this.sockets).admin();
    const { REQUEST_TIMEOUT } = this.admin.events;
    this.admin.on(REQUEST_TIMEOUT, ({ payload: { broker } }) =>
      this.sockets.reset(new LogError('unanswered', `${broker} does not answer`), broker),
    );
  }

  publish(records: readonly Publishable[], sendBy: SendBy) {
    return this.publisher.publish(records, sendBy);
  }

  async subscribe(topic: TopicName, group: string, events: LogEvents): Promise<Subscription> {
    await this.admin.connect();
    const { options, admin, prefix } = this;
    const subscription = new KafkaSubscription({
      options,
      topic: prefix + topic,
      group: prefix + group,
      admin,
      events,
    });
    this.subscriptions.add(subscription);
    try {
      await subscription.start();
    } catch (error) {
      await subscription.stop(0);
      throw error;
    }
    return subscription;
  }

  async prepare(topics: readonly TopicName[]): Promise<void> {
    await this.admin.connect();
    await prepareTopics(
      this.admin,
      topics.map((topic) => this.prefix + topic),
      this.options,
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop(0)));
    await this.publisher.close();
    await within(this.options.clock, CLOSE_WITHIN_MS, this.admin.disconnect());
    this.sockets.close(new LogError('refused', 'the log was closed'));
  }
}
