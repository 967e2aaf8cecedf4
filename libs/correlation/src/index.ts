export { channelOwnership, type ChannelOwnership } from './channel-ownership.js';
export { coalescedReads } from './coalesced-reads.js';
export * from './memory/index.js';
export * from './port.js';
export { correlationSide } from './postgres/correlation-side.js';
export { forgetFinished, type Forgotten, type Retention } from './retention/forget-finished.js';
export { keepHouse } from './retention/keep-house.js';
export { rollInbox } from './retention/roll-inbox.js';
export { LanesDiffer, settleLanes } from './schema/stored-lanes.js';
