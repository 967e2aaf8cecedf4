export { describeLog } from './describe-log.js';
export { Reader } from './reader.js';
export { numbered, put, record, soon } from './records.js';
export type { LogHarness } from './harness.js';
