export { HttpFailure, type HttpFailureKind } from './failure.js';
export { guardedAgents } from './guarded-agents.js';
export { createGuardedFetch, type GuardedHttp } from './guarded-fetch.js';
export { newSending, sendThrough, systemSendClock, type SendBy, type SendClock, type Sending } from './sending.js';
