export { memoryTracker, TOKEN } from './memory-tracker.js';
export type { Person, Project } from './rows.js';
export { MemoryServer } from './server.js';
export { createWire, type Fault, type Request, type Time, type Wire } from './wire.js';
