export * from './memory/index.js';
export * from './port.js';
export { correlationSide } from './postgres/correlation-side.js';
export { forgetFinished } from './retention/forget-finished.js';
export { keepHouse } from './retention/keep-house.js';
export { rollInbox } from './retention/roll-inbox.js';
export { correlationDataSource } from './schema/data-source.js';
export { migrate } from './schema/migrate.js';
export { LanesDiffer, settleLanes } from './schema/stored-lanes.js';
