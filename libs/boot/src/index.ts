export { explained } from './explain.js';
export { openLog, openParts, type Parts } from './open-parts.js';
export { withHops, type Hop, type ReportHop, type Stage } from './report-hops.js';
export { startLaneApp, type LaneApp, type Running } from './start-lane-app.js';
export { NotThere } from './wait-for.js';
export { runProcess } from './run-process.js';
export { type Health, readiness } from './health.js';
export { watchCredentials } from './watch-credentials.js';
export { serveHealth } from './serve-health.js';
