import type { WorkResult } from '#lane';
import { MessengerError } from '#ports/messenger';

/** What a failed sending means: something that passes, or one of the messenger's final words. */
export type Failure =
  | Extract<WorkResult<never>, { kind: 'throttled' | 'down' | 'late' | 'unknown' }>
  | { kind: 'final'; word: 'rejected' | 'blocked' | 'not-found' | 'not-modified' }
  | { kind: 'moved'; chat: string };

const WITHOUT_HINT_MS = 5_000;

/** Reads what a messenger's adapter threw. Anything but a `MessengerError` is a bug and goes on. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof MessengerError)) throw error;
  switch (error.kind) {
    case 'throttled':
      return { kind: 'throttled', retryAfterMs: error.retryAfterMs ?? WITHOUT_HINT_MS, scope: 'endpoint' };
    case 'unavailable':
    case 'unauthorized':
      // A credential that is not accepted stops the whole channel until someone mends it, as an outage does.
      return { kind: 'down', error: error.message };
    case 'late':
      return { kind: 'late' };
    case 'ambiguous':
      // A messenger has no history to look in: it is sent again soon, which costs a try and is counted.
      return { kind: 'unknown', settleMs: 0, error: error.message };
    case 'moved':
      return error.chat === undefined ? { kind: 'final', word: 'not-found' } : { kind: 'moved', chat: error.chat };
    case 'rejected':
    case 'blocked':
    case 'not-found':
    case 'not-modified':
      return { kind: 'final', word: error.kind };
  }
}
