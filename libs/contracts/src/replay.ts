import { z } from 'zod';
import { RecordId, SessionKey } from './ids.js';

/** Work that was given up, as it stood: its id and body are what they were, so that all that names it still finds it. */
const GivenUpWork = z.object({
  id: RecordId,
  /** The kind of the work; of a command that was never taken in, of its record. */
  kind: z.string(),
  body: z.unknown(),
  /** Its last attempt, where it was ever sent: what it may have brought about is looked for before it is sent again. */
  sent: z
    .object({ attempt: z.int().positive(), sendBy: z.number().optional(), baseline: z.unknown().optional() })
    .optional(),
  trace: z.string().optional(),
});
export type GivenUpWork = z.infer<typeof GivenUpWork>;

/** A dead letter that is replayed: work that was given up and, behind it, what depends on it. */
export const Replay = z.object({ work: z.array(GivenUpWork).min(1) });
export type Replay = z.infer<typeof Replay>;

/** A window that could not be closed is to be closed now. */
export const OverdueWindow = z.object({ session: SessionKey });
export type OverdueWindow = z.infer<typeof OverdueWindow>;
