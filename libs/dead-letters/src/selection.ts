import { z } from 'zod';
import { Standing } from './letter.js';

/** Which letters. Each that is given narrows the choice; times are ms since 1970, and those of the giving up. */
export const Filter = z.strictObject({
  desk: z.string().min(1).optional(),
  kind: z.string().min(1).optional(),
  /** A part of the cause, in any case of letters. */
  cause: z.string().min(1).optional(),
  since: z.number().optional(),
  until: z.number().optional(),
});
export type Filter = z.infer<typeof Filter>;

/** Letters by their numbers, or those a filter matches: an empty one matches all. */
export const Selection = z.union([
  z.strictObject({ numbers: z.array(z.int().positive()).min(1).max(10_000) }),
  z.strictObject({ filter: Filter }),
]);
export type Selection = z.infer<typeof Selection>;

/** Where a page ended: the next one begins behind it. */
export const Cursor = z.string().regex(/^\d+-\d+$/, 'a cursor as it was given with the page before');

/** A page of a list, in the order in which what the letters are of began. */
export const ListQuery = Filter.extend({
  standing: z.array(Standing).min(1).default(['open', 'replaying']),
  limit: z.int().min(1).max(1_000).default(50),
  after: Cursor.optional(),
});
export type ListQuery = z.infer<typeof ListQuery>;
