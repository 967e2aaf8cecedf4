export { createSeal, sealingKey, Unsealable, type Seal, type SealingKey } from './seal.js';
