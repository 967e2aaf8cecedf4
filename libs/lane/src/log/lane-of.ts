import type { LaneNumber } from './log.js';

/**
 * The lane of a key: FNV-1a with a final mix. Ours rather than a log's own, so that every log and every store agrees, and
 * a change of log re-keys nothing. Changing it is a migration.
 */
export function laneOf(key: string, lanes: number): LaneNumber {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return (hash >>> 0) % lanes;
}
