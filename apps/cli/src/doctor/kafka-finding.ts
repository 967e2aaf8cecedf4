import type { Config } from '#config';
import type { LogEnds } from '#correlation';
import { silent } from '#telemetry';
import { kafkaEnds } from '../kafka-ends.js';
import { errorName, type Finding } from './finding.js';

/** Whether Kafka answers and has the topics, and where they end. `ends` is undefined where that cannot be told. */
export async function kafkaFinding(
  config: Config,
  brokers: readonly string[],
): Promise<{ finding: Finding; ends: LogEnds | undefined }> {
  const where = brokers.join(', ');
  const about = 'Kafka';
  try {
    const ends = await kafkaEnds(config, 'relaydesk-doctor', silent);
    return { finding: { about, state: 'fine', says: `answers at ${where}, and has the topics` }, ends };
  } catch (error) {
    const says = `does not answer as it should at ${where}: ${errorName(error)}`;
    const todo = 'is it running, is KAFKA_BROKERS right, and were the topics made by relaydesk migrate?';
    return { finding: { about, state: 'wrong', says, todo }, ends: undefined };
  }
}
