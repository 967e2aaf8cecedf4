export { createLanePool } from './lane-pool.js';
export type { PostgresSide, Queryable } from './postgres-side.js';
export { createPostgresStore } from './postgres-store.js';
