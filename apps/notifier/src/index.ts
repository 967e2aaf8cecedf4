export { startNotifier } from './start.js';
