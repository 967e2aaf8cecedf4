/**
 * What can go wrong at a messenger, as facts the core switches on exhaustively.
 *
 * - `rejected`: understood and refused for its content; sending it again is no use. Final.
 * - `unauthorized`: the channel's credential is not accepted.
 * - `blocked`: this chat does not take messages from us any more (blocked, kicked, deactivated).
 * - `not-found`: the message to edit, delete or answer is not there any more, or too old for it.
 * - `not-modified`: the edit would change nothing. Counts as done.
 * - `moved`: the chat has another id now (`chat`).
 * - `throttled`: come back after `retryAfterMs`, never sooner. Costs no try.
 * - `unavailable`: it is certain that nothing was sent.
 * - `late`: the sending's own `sendBy` had passed, or it was called off before it began, so nothing of it was sent. Says nothing
 *   of the messenger; costs no try.
 * - `ambiguous`: it may have been sent.
 */
export type MessengerErrorKind =
  | 'rejected'
  | 'unauthorized'
  | 'blocked'
  | 'not-found'
  | 'not-modified'
  | 'moved'
  | 'throttled'
  | 'unavailable'
  | 'late'
  | 'ambiguous';

/** The only thing an adapter throws. `message` is for the log and carries no token, link or person's words. */
export class MessengerError extends Error {
  override readonly name = 'MessengerError';
  readonly retryAfterMs: number | undefined;
  readonly chat: string | undefined;

  constructor(
    readonly kind: MessengerErrorKind,
    message: string,
    facts: { retryAfterMs?: number | undefined; chat?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: facts.cause });
    this.retryAfterMs = facts.retryAfterMs;
    this.chat = facts.chat;
  }
}
