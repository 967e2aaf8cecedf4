export { CannotStart } from './cannot-start.js';
export { runStandalone } from './run-standalone.js';
