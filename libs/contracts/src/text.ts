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

export const Phrase: z.ZodType<Phrase> = z.lazy(() =>
  z.object({ key: z.string().min(1), with: z.record(z.string(), PhraseValue).optional() }),
);
const PhraseValue: z.ZodType<PhraseValue> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.object({ rich: RichText }),
    z.object({ at: z.number() }),
    z.object({ phrase: Phrase }),
  ]),
);

/** One button. `token` comes back as the press; `url` opens. The label is a phrase or, for titles and names, bare text. */
export const Button = z.object({
  label: z.union([z.string(), Phrase]),
  token: z.string().max(64).optional(),
  url: z.string().optional(),
});
export type Button = z.infer<typeof Button>;
