export { startGateway } from './start.js';
