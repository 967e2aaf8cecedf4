/**
 * How an exchange without a usable answer ended.
 *
 * - `unsent`: no byte of the request went to a socket; the server cannot have acted.
 * - `late`: the same, because its `sendBy` had passed: that says nothing of the server.
 * - `ambiguous`: at least one byte went out; the server may have acted.
 * - `too-large`: an answer came, and its body is longer than may be read at once.
 */
export type HttpFailureKind = 'unsent' | 'late' | 'ambiguous' | 'too-large';

/** The only thing the guarded client throws. `message` names method and origin, never a path, a query or a body. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';

  constructor(
    readonly kind: HttpFailureKind,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}
