import type { Reason } from '#contracts';
import type { Hindrance } from '#lane';
import { TrackerError } from '#ports/tracker';

type Throttled = { kind: 'throttled'; retryAfterMs: number; scope: 'endpoint' };
/** What a failed call means: the tracker's final no, or something that passes. */
export type Failure =
  | { kind: 'refused'; reason: Reason }
  | Exclude<Hindrance, { kind: 'throttled' }>
  | Throttled
  | { kind: 'unknown'; error: string };

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
    case 'conflict':
      return { kind: 'failed', error: `${error.kind}: ${error.message}` };
    case 'throttled':
      return { kind: 'throttled', retryAfterMs: error.retryAfterMs ?? WITHOUT_HINT_MS, scope: 'endpoint' };
    case 'unavailable':
      return { kind: 'down', error: error.message };
    case 'ambiguous':
      return { kind: 'unknown', error: error.message };
  }
}

/** The same for a read, which cannot have changed anything: no answer is no answer. */
export function readFailureOf(error: unknown): Exclude<Failure, { kind: 'unknown' }> {
  const failure = failureOf(error);
  return failure.kind === 'unknown' ? { kind: 'down', error: failure.error } : failure;
}
