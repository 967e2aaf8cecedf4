import { z } from 'zod';
import { TOPIC_NAMES } from '#contracts';

/**
 * `replaying`: its record is on its way to the log, or whoever sent it broke off; replaying it again ends that, and so does
 * discarding it.
 */
export const Standing = z.enum(['open', 'replaying', 'replayed', 'discarded']);
export type Standing = z.infer<typeof Standing>;

/** What happened to a letter, oldest first. Times are ms since 1970; `by` is who did it. */
export const Happened = z.discriminatedUnion('what', [
  z.object({ what: z.literal('given-up'), at: z.number(), cause: z.string() }),
  /** `as`: the id of the record it went into the log as. */
  z.object({ what: z.literal('replayed'), at: z.number(), by: z.string(), as: z.string() }),
  z.object({ what: z.literal('discarded'), at: z.number(), by: z.string(), why: z.string() }),
]);
export type Happened = z.infer<typeof Happened>;

/** A dead letter as operators see it: everything but what it says. */
export const Letter = z.object({
  /** By which people name it. */
  number: z.int().positive(),
  standing: Standing,
  /** What its record, or its work, was; `window`; absent: its bytes do not say. */
  kind: z.string().optional(),
  cause: z.string(),
  desk: z.string().optional(),
  chat: z.string().optional(),
  person: z.string().optional(),
  topic: z.enum(TOPIC_NAMES),
  lane: z.int(),
  /** Where in the topic's partition the record lies; absent: it is work, or a window, or the log takes no record so large. */
  offset: z.int().optional(),
  id: z.string(),
  key: z.string(),
  trace: z.string().optional(),
  /** When what it is of began, and when it was given up (ms). */
  bornAt: z.number(),
  at: z.number(),
  history: z.array(Happened),
});
export type Letter = z.infer<typeof Letter>;

/** One piece of the work a letter is of: the one given up, and behind it what depends on it. */
export const LetterWork = z.object({
  id: z.string(),
  kind: z.string(),
  /** Sendings begun, and failures of its own. */
  attempts: z.int(),
  tries: z.int(),
  lastError: z.string().optional(),
  /** When its person was told that it waits (ms). */
  toldAt: z.number().optional(),
});
export type LetterWork = z.infer<typeof LetterWork>;

/** A letter with all that is known of it. `body`: what it says, a customer's words; only where it was asked for. */
export const WholeLetter = Letter.extend({ work: z.array(LetterWork), body: z.unknown().optional() });
export type WholeLetter = z.infer<typeof WholeLetter>;

/** A letter as it is kept. */
export type StoredLetter = Letter & {
  value: Buffer;
  /** The id of its last replay's record, and how many there were. */
  replay: string | undefined;
  replays: number;
};
