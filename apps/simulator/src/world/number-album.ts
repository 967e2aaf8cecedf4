import type { Clock } from '#lane';
import type { History } from './history.js';

/** A new `media_group_id`. */
export function numberAlbum(history: History, clock: Clock): string {
  history.record({ kind: 'album-numbered', at: clock.now() });
  return String(13_000_000_000_000 + history.world.lastAlbum);
}
