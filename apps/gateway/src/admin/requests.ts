import { z } from 'zod';
import { LEFT_KINDS, Letter, ListQuery, Remark, Selection, WholeLetter } from '#dead-letters';

const ms = z.coerce.number().optional();

/** A page's query, as addresses spell it: times in ms since 1970, `standing` once or more, with commas between. */
export const ListRequest = z
  .strictObject({
    desk: z.string().optional(),
    kind: z.string().optional(),
    cause: z.string().optional(),
    since: ms,
    until: ms,
    standing: z
      .string()
      .transform((list) => list.split(','))
      .optional(),
    limit: ms,
    after: z.string().optional(),
  })
  .pipe(ListQuery);

export const ShowRequest = z.strictObject({
  number: z.coerce.number().pipe(z.int().positive()),
  /** `true`: with what it says, a customer's words. */
  body: z.enum(['true', 'false']).default('false'),
});

/** Who it is: whoever has the token says so, and nobody proves it. */
const By = Remark.max(100).optional();

/** Which letters: `{ "numbers": [7, 12] }`, `{ "filter": { "desk": "acme" } }` or `{ "all": true }`. */
export const ReplayRequest = z.strictObject({ letters: Selection, by: By });
export const DiscardRequest = z.strictObject({ letters: Selection, why: Remark, by: By });

export const ListAnswer = z.object({ letters: z.array(Letter), next: z.string().optional() });
export const ShowAnswer = WholeLetter;
/** Letters that were left as they are, by why. */
const Left = z.array(z.object({ kind: z.enum(LEFT_KINDS), why: z.string(), numbers: z.array(z.int()) }));
export const ReplayAnswer = z.object({ kind: z.enum(['done', 'not-acknowledged']), replayed: z.int(), left: Left });
export const DiscardAnswer = z.object({ discarded: z.int(), left: Left });
