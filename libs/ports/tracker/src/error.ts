/**
 * What can go wrong at a tracker, as facts the core switches on exhaustively.
 *
 * - `rejected`: the tracker understood and refuses (validation, workflow, permission). `words` are its own, in the acting
 *   account's language: shown to that person, never parsed. Final.
 * - `unauthorized`: the desk's credential is not accepted, or may not act for this account.
 * - `not-found`: the target is not there for this account (also: not visible to it).
 * - `conflict`: someone else changed the target in the same moment; nothing was saved. Tried again.
 * - `throttled`: come back after `retryAfterMs`. Costs no try.
 * - `unavailable`: it is certain that the tracker did not act (refused connection, no byte sent, 502 of a proxy before it).
 * - `late`: the call's own `sendBy` had passed, so nothing of this call was sent. Says nothing of the tracker; costs no try.
 * - `ambiguous`: it may have acted: once a byte was sent, everything but 429 and a definite 4xx.
 */
export type TrackerErrorKind =
  | 'rejected'
  | 'unauthorized'
  | 'not-found'
  | 'conflict'
  | 'throttled'
  | 'unavailable'
  | 'late'
  | 'ambiguous';

/** The only thing an adapter throws. `message` is for the log and carries no body, token or person's words. */
export class TrackerError extends Error {
  override readonly name = 'TrackerError';
  readonly words: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly kind: TrackerErrorKind,
    message: string,
    facts: { words?: string | undefined; retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: facts.cause });
    this.words = facts.words;
    this.retryAfterMs = facts.retryAfterMs;
  }
}
