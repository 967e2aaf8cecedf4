import type { Config } from '#config';
import { TOPIC_NAMES } from '#contracts';
import type { LogEnds } from '#correlation';
import { systemClock } from '#lane';
import { type KafkaLogOptions, topicEnds } from '#lane/log/kafka';
import type { Logger } from '#telemetry';

/** How to reach Kafka for who only looks on; undefined where Kafka is not the log. */
export function kafkaOptions(
  { kafkaBrokers: brokers, kafkaPrefix: prefix, lanes }: Config,
  clientId: string,
  logger: Logger,
): KafkaLogOptions | undefined {
  return brokers && { brokers, prefix, lanes, clock: systemClock, logger, clientId };
}

/** Where Kafka's topics end now; undefined where Kafka is not the log. Throws where it does not answer, or has no such topics. */
export async function kafkaEnds(config: Config, clientId: string, logger: Logger): Promise<LogEnds | undefined> {
  const options = kafkaOptions(config, clientId, logger);
  return options && topicEnds(options, TOPIC_NAMES);
}
