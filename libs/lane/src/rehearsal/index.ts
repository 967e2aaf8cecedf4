export { virtualClock, type NodeClock, type VirtualClock } from '../virtual-clock.js';
