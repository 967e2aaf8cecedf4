export { drainMs, startGateway } from './start.js';
