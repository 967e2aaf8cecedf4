export { memoryCorrelation, type MemoryCorrelation } from './memory-correlation.js';
