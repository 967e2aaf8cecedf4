export { freshDatabase, type FreshDatabase } from './fresh-database.js';
export { type ReceivedSpan, startOtlpReceiver } from './otlp-receiver.js';
export { until, type UntilOptions } from './until.js';
