export type LogErrorKind =
  /** Nothing was sent: `sendBy` had passed. */
  | 'too-late'
  /** It went out, and no acknowledgement came back: it may be in the log. */
  | 'unanswered'
  /** It is certainly not in the log. */
  | 'refused'
  /** A record is larger than the log takes: it is certainly not in the log. Others that went out along with it may be. */
  | 'too-large'
  /** The log no longer holds, or never held, the position a lane wants to go on from: records are missing. */
  | 'offset-out-of-range'
  /** A topic has another number of lanes than configured. */
  | 'lanes-differ'
  /** The group's consumer ended by itself. */
  | 'consumer-gone';

/** What goes wrong with a log. Messages name topics, lanes and offsets, never a key or a value. */
export class LogError extends Error {
  override readonly name = 'LogError';

  constructor(
    readonly kind: LogErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Names what is wrong and what an operator can do; the lane must not go on as if nothing were missing. */
export const offsetOutOfRange = (at: { topic: string; lane: number; position: number; first: number; end: number }) =>
  new LogError(
    'offset-out-of-range',
    `${at.topic} lane ${at.lane} wants to go on at offset ${at.position}, but the log holds ${at.first} to ${at.end}: ` +
      'records were deleted before they were taken in, or the topic was made anew. Restore it, or move the lane row on ' +
      'purpose',
  );
