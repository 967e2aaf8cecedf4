export { startTrackerAdapter } from './start.js';
