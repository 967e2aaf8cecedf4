export { MemoryLeases } from './memory-leases.js';
