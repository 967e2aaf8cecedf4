import { z } from 'zod';

/**
 * Text with its markup beside it. Offsets are UTF-16 units, as JavaScript and Telegram count them; marks may nest but
 * never cross, and never split a surrogate pair.
 */
export const Mark = z.object({
  kind: z.enum(['bold', 'italic', 'underline', 'strike', 'code', 'pre', 'quote', 'spoiler', 'link']),
  start: z.int().nonnegative(),
  end: z.int().positive(),
  /** The address of a link, or the language of a `pre`. */
  value: z.string().optional(),
});
export type Mark = z.infer<typeof Mark>;

export const RichText = z.object({ text: z.string(), marks: z.array(Mark).default([]) });
export type RichText = z.infer<typeof RichText>;

export const plain = (text: string): RichText => ({ text, marks: [] });

/** A value for a place in a phrase. `at` is shown in the reader's zone; `phrase` is put into the reader's language. */
export type PhraseValue = string | number | { rich: RichText } | { at: number } | { phrase: Phrase };
/** Something the product says: a key of the wording catalogue and what goes into its places. */
export type Phrase = { key: string; with?: Record<string, PhraseValue> | undefined };

/**
 * A phrase within a phrase is read by itself. Where a schema contains itself, zod keeps track of every object it reads, which is
 * several times as dear, and compiles nothing of what the schema is part of.
 */
const Inner = z.unknown().transform((value, context): Phrase => {
  const { data, error } = Phrase.safeParse(value);
  for (const { path, message } of error?.issues ?? []) context.addIssue({ code: 'custom', path, message });
  return data ?? z.NEVER;
});
const PhraseValue = z.union([
  z.string(),
  z.number(),
  z.object({ rich: RichText }),
  z.object({ at: z.number() }),
  z.object({ phrase: Inner }),
]);
export const Phrase: z.ZodType<Phrase> = z.compile(
  z.object({ key: z.string().min(1), with: z.record(z.string(), PhraseValue).optional() }),
);

/** One button. `token` comes back as the press; `url` opens. The label is a phrase or, for titles and names, bare text. */
export const Button = z.object({
  label: z.union([z.string(), Phrase]),
  token: z.string().max(64).optional(),
  url: z.string().optional(),
});
export type Button = z.infer<typeof Button>;
