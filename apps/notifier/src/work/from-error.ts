import type { WorkResult } from '#lane';
import { MessengerError } from '#ports/messenger';

/** What a failed sending means: something that passes, or one of the messenger's final words. */
export type Failure =
  | Extract<WorkResult<never>, { kind: 'throttled' | 'down' | 'failed' | 'unknown' }>
  | { kind: 'final'; word: 'rejected' | 'blocked' | 'not-found' | 'not-modified' | 'moved' };

const WITHOUT_HINT_MS = 5_000;

/** Reads what a messenger's adapter threw. Anything but a `MessengerError` is a bug and goes on. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof MessengerError)) throw error;
  switch (error.kind) {
    case 'throttled':
      return { kind: 'throttled', retryAfterMs: error.retryAfterMs ?? WITHOUT_HINT_MS, scope: 'endpoint' };
    case 'unavailable':
      return { kind: 'down', error: error.message };
    case 'unauthorized':
      return { kind: 'failed', error: error.message };
    case 'ambiguous':
      // A messenger has no history to look in: it is sent again at once, and counted.
      return { kind: 'unknown', settleMs: 0, error: error.message };
    case 'rejected':
    case 'blocked':
    case 'not-found':
    case 'not-modified':
    case 'moved':
      return { kind: 'final', word: error.kind };
  }
}
