import kafkajs from 'kafkajs';

/**
 * Whether asking again may mend what went wrong. What passes kafkajs 2.2.4 has tried a few times itself, and says then that it
 * has no tries left; and of a topic that its broker knows without its partitions yet, it fails with a TypeError.
 */
export const isPassing = (error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSNumberOfRetriesExceeded ||
  (error instanceof kafkajs.KafkaJSError && (error.retriable || error.cause instanceof TypeError));
