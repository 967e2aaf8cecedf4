import type { Config } from '#config';
import { TOPIC_NAMES } from '#contracts';
import type { LogEnds } from '#correlation';
import { systemClock } from '#lane';
import { MOST_RECORD_BYTES, smallTopics } from '#lane/log/kafka';
import { silent } from '#telemetry';
import { kafkaEnds } from '../kafka-ends.js';
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
  const { kafkaPrefix: prefix, lanes } = config;
  try {
    const ends = await kafkaEnds(config, clientId, silent);
    const options = { brokers, prefix, lanes, clock: systemClock, logger: silent, clientId };
    const settings = await smallTopics(options, TOPIC_NAMES).then((small) => small.map(smallFinding), unreadable);
    const says = `answers at ${where}, and has the topics`;
    return { findings: [{ about, state: 'fine', says }, ...settings], ends };
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

/** A topic that takes no larger records than of so many bytes. */
export const smallFinding = ({ topic, most }: { topic: string; most: number }): Finding => ({
  about: topic,
  state: 'notice',
  says: `takes records of up to ${most} bytes; a larger one would hold up its lane`,
  todo: `kafka-configs --alter --entity-type topics --entity-name ${topic} --add-config max.message.bytes=${MOST_RECORD_BYTES}`,
});
