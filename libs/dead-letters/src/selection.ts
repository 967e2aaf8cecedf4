import { z } from 'zod';
import { Standing } from './letter.js';

/** Postgres takes no NUL in a text. */
const words = z.string().regex(/^[^\0]+$/, 'a text without a NUL');
/** The furthest that a date can be, either way (ECMAScript 21.4.1.1). */
const FURTHEST_MS = 8_640_000_000_000_000;
const time = z.int().min(-FURTHEST_MS).max(FURTHEST_MS);

/** Which letters. Each that is given narrows the choice; times are ms since 1970, and those of the giving up. */
export const Filter = z.strictObject({
  desk: words.optional(),
  kind: words.optional(),
  /** A part of the cause, in any case of letters. */
  cause: words.optional(),
  since: time.optional(),
  until: time.optional(),
});
export type Filter = z.infer<typeof Filter>;

const narrows = (filter: Filter) => Object.values(filter).some((one) => one !== undefined);

/** Letters by their numbers, those a filter matches, or every one: nothing said is not all. */
export const Selection = z.union([
  z.strictObject({ numbers: z.array(z.int().positive()).min(1).max(10_000) }),
  z.strictObject({
    filter: Filter.refine(narrows, 'an empty filter chooses nothing; { "all": true } is every letter'),
  }),
  z.strictObject({ all: z.literal(true) }),
]);
export type Selection = z.infer<typeof Selection>;

/** Why letters are discarded, or who it is that does so, as it is kept with them. */
export const Remark = words.trim().min(1).max(500);

/** Where a page ended: the next one begins behind it. */
export const Cursor = z.string().regex(/^\d{1,18}-\d{1,18}$/, 'a cursor as it was given with the page before');

/** A page of a list, in the order in which what the letters are of began. */
export const ListQuery = Filter.extend({
  standing: z.array(Standing).min(1).default(['open', 'replaying']),
  limit: z.int().min(1).max(1_000).default(50),
  after: Cursor.optional(),
});
export type ListQuery = z.infer<typeof ListQuery>;
