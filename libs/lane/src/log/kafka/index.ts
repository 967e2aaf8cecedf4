export { KafkaLog } from './kafka-log.js';
export type { KafkaLogger, KafkaLogOptions } from './options.js';
export { topicEnds } from './topic-ends.js';
