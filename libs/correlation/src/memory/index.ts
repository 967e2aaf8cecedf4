export { memoryChannelOwnership } from './memory-channel-ownership.js';
export { memoryCorrelation, type MemoryCorrelation } from './memory-correlation.js';
