export { badFetch, badPublish } from '../engine/rehearsal/bad-log.js';
export { seeded } from '../engine/rehearsal/random.js';
export { virtualClock, type NodeClock, type VirtualClock } from '../virtual-clock.js';
