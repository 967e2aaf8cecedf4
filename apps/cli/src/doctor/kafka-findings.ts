import type { Config } from '#config';
import { TOPIC_NAMES } from '#contracts';
import type { LogEnds } from '#correlation';
import { MOST_RECORD_BYTES, smallTopics } from '#lane/log/kafka';
import { silent } from '#telemetry';
import { kafkaEnds, kafkaOptions } from '../kafka-ends.js';
import { errorName, type Finding } from './finding.js';

const about = 'Kafka';
const clientId = 'relaydesk-doctor';

/**
 * Whether Kafka answers and has the topics, where they end, and whether they take the largest records there may be. `ends` is
 * undefined where that cannot be told.
 */
export async function kafkaFindings(
  config: Config,
  brokers: readonly string[],
): Promise<{ findings: Finding[]; ends: LogEnds | undefined }> {
  const where = brokers.join(', ');
  try {
    const ends = await kafkaEnds(config, clientId, silent);
    const options = kafkaOptions(config, clientId, silent);
    const small = options ? await smallTopics(options, TOPIC_NAMES).then(smallFindings, unreadable) : [];
    const says = `answers at ${where}, and has the topics`;
    return { findings: [{ about, state: 'fine', says }, ...small], ends };
  } catch (error) {
    const says = `does not answer as it should at ${where}: ${errorName(error)}`;
    const todo = 'is it running, is KAFKA_BROKERS right, and were the topics made by relaydesk migrate?';
    return { findings: [{ about, state: 'wrong', says, todo }], ends: undefined };
  }
}

/** Whoever may read and write topics need not be let see their settings. */
const unreadable = (error: unknown): Finding[] => [
  { about, state: 'notice', says: `does not tell how large a record its topics take: ${errorName(error)}` },
];

/** Topics that take no larger records than of so many bytes. */
export const smallFindings = (small: readonly { topic: string; most: number }[]): Finding[] =>
  small.map(({ topic, most }) => ({
    about: topic,
    state: 'notice',
    says: `takes records of up to ${most} bytes; a larger one becomes a dead letter`,
    todo: `kafka-configs --alter --entity-type topics --entity-name ${topic} --add-config max.message.bytes=${MOST_RECORD_BYTES}`,
  }));
