import type { Config } from '#config';
import { TOPIC_NAMES } from '#contracts';
import type { LogEnds } from '#correlation';
import { systemClock } from '#lane';
import { topicEnds } from '#lane/log/kafka';
import type { Logger } from '#telemetry';

/** Where Kafka's topics end now; undefined where Kafka is not the log. Throws where it does not answer, or has no such topics. */
export async function kafkaEnds(
  { kafkaBrokers: brokers, kafkaPrefix: prefix, lanes }: Config,
  clientId: string,
  logger: Logger,
): Promise<LogEnds | undefined> {
  if (!brokers) return undefined;
  return topicEnds({ brokers, prefix, lanes, clock: systemClock, logger, clientId }, TOPIC_NAMES);
}
