import type { Reason } from '#contracts';
import { TrackerError } from '#ports/tracker';

/** What a failed call means: the tracker's final no, or something that passes. */
export type Failure =
  | { kind: 'refused'; reason: Reason }
  | { kind: 'throttled'; retryAfterMs: number; scope: 'endpoint' }
  | { kind: 'down'; error: string }
  /** It was not sent, being too late for that: no word of the tracker. */
  | { kind: 'late' }
  | { kind: 'failed'; error: string }
  | { kind: 'unknown'; error: string }
  /** The desk's credential, or this account alone: see `readDenial`. */
  | { kind: 'denied'; error: string };

const WITHOUT_HINT_MS = 5_000;

/** Reads what a tracker's adapter threw. Anything but a `TrackerError` is a bug and goes on. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof TrackerError)) throw error;
  switch (error.kind) {
    case 'rejected':
      return { kind: 'refused', reason: { kind: 'refused', words: error.words } };
    case 'not-found':
      return { kind: 'refused', reason: { kind: 'not-found', words: error.words } };
    case 'unauthorized':
      return { kind: 'denied', error: error.message };
    case 'conflict':
      return { kind: 'failed', error: error.message };
    case 'throttled':
      return { kind: 'throttled', retryAfterMs: error.retryAfterMs ?? WITHOUT_HINT_MS, scope: 'endpoint' };
    case 'unavailable':
      return { kind: 'down', error: error.message };
    case 'late':
      return { kind: 'late' };
    case 'ambiguous':
      return { kind: 'unknown', error: error.message };
  }
}
