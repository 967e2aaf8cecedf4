export { INSTRUMENTS } from './instruments.js';
export * from './logger.js';
export { startTelemetry } from './start-telemetry.js';
export { type Facts, noTelemetry, type Reading, type Span, type Telemetry } from './telemetry.js';
