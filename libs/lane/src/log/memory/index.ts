export { MemoryBroker } from './broker.js';
export type { FetchFate, MemoryBrokerOptions, MemoryFaults, PublishFate } from './broker.js';
export type { MemoryLog } from './node-log.js';
