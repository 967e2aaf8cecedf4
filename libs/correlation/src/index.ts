export * from './port.js';
export * from './memory/index.js';
