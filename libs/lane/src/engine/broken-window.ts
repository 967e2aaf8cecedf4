import { digest } from '#contracts';
import type { DeadLetter, Ownership } from '../store/store.js';

/** What is kept of a window that could not be fired. Its state stays as it is, without a due time. */
export const brokenWindow = ({ topic, lane }: Ownership, key: string, at: number, cause: string): DeadLetter => ({
  id: digest(topic, key, String(at)),
  topic,
  lane,
  key,
  cause,
  value: Buffer.alloc(0),
  at,
});
