export { KafkaLog } from './kafka-log.js';
export type { KafkaLogger, KafkaLogOptions } from './options.js';
export { MOST_RECORD_BYTES, smallTopics } from './small-topics.js';
export { searchTopics, type SearchedTopic } from './search-topics.js';
export { topicEnds } from './topic-ends.js';
export { SESSION_MS } from './subscription.js';
