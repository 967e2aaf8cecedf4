export * from './clock.js';
export { createEngine, type Engine, type EngineOptions } from './engine/engine.js';
export * from './lease/lease.js';
export * from './log/lane-of.js';
export * from './log/log-error.js';
export * from './log/log.js';
export * from './log/send-by.js';
export * from './service.js';
export * from './store/store.js';
