export { MemoryDatabase, type MemorySide } from './memory-database.js';
export { createMemoryStore, type Boundary, type MemoryHooks, type MemoryStore } from './memory-store.js';
export type { LaneRows } from './lane-rows.js';
