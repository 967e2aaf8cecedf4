import { z } from 'zod';
import { RecordId, TOPICS } from '#contracts';
import type { LetterWork, StoredLetter } from './letter.js';

/** Work as a lane gave it up. */
const StoredWork = z.object({
  id: RecordId,
  kind: z.string(),
  body: z.unknown(),
  effect: z.boolean(),
  expiresAt: z.number().optional(),
  attempt: z.int().nonnegative(),
  tries: z.int().nonnegative(),
  sendBy: z.number().optional(),
  baseline: z.unknown().optional(),
  toldAt: z.number().optional(),
  lastError: z.string().optional(),
  trace: z.string().optional(),
});
export type StoredWork = z.infer<typeof StoredWork>;

/** Whether a letter is of work, and not of a window or of a record, which the log may have refused: then it has no offset. */
export const isOfWork = ({ topic, offset, kind = '' }: Pick<StoredLetter, 'topic' | 'offset' | 'kind'>) =>
  offset === undefined && kind !== 'window' && !Object.hasOwn(TOPICS[topic].records, kind);

/** The work a letter is of; undefined where its form is an earlier release's. */
export function readWork({ value }: Pick<StoredLetter, 'value'>): StoredWork[] | undefined {
  const work = z.array(StoredWork).min(1).safeParse(json(value));
  return work.success ? work.data : undefined;
}

/** How often each was tried, and what went wrong last: never what it says. */
export const standingOf = ({ id, kind, attempt: attempts, tries, lastError, toldAt }: StoredWork): LetterWork => ({
  id,
  kind,
  attempts,
  tries,
  lastError,
  toldAt,
});

/** What a letter says, as far as it is JSON; a record that is none, as the text it is. */
export function bodyOf(letter: StoredLetter): unknown {
  if (isOfWork(letter)) return readWork(letter)?.map(({ body }) => body) ?? json(letter.value);
  return json(letter.value) ?? letter.value.toString('utf8');
}

function json(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    return undefined;
  }
}
