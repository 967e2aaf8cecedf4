import kafkajs from 'kafkajs';

/** What a broker says of a record larger than its topic, or a segment of it, takes. */
const TYPES = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'];

/** Whether a broker refused what was sent for its size; kafkajs says so within an error of its own. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSProtocolError
    ? TYPES.includes(error.type)
    : error instanceof kafkajs.KafkaJSError && isTooLarge(error.cause);
