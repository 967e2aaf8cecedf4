export { localTracker } from './adapter/local-tracker.js';
export { startLocalTracker, type LocalTracker, type LocalTrackerOptions } from './server/start-local-tracker.js';
