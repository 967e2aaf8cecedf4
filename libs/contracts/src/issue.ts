import { z } from 'zod';
import { CommandId, IssueId } from './ids.js';

/** A named thing of a tracker: a project, an issue type, a status, a priority, a person. */
export const Named = z.object({ id: z.string().min(1), name: z.string() });
export type Named = z.infer<typeof Named>;

/** What is shown of an issue wherever it is named: never an id without its title. */
export const IssueHead = z.object({
  id: IssueId,
  /** As people write it: `#4318`. */
  label: z.string(),
  title: z.string(),
  url: z.string().optional(),
  project: Named.optional(),
  status: Named.optional(),
  priority: Named.optional(),
  /** Whether its status counts as done in the tracker; absent: the adapter does not say. */
  closed: z.boolean().optional(),
});
export type IssueHead = z.infer<typeof IssueHead>;

/** An issue that exists, and the command that created it, where that is known; or the one that a command will create. */
export const IssueTarget = z.union([
  z.object({ issue: IssueId, createdBy: CommandId.optional() }),
  z.object({ createdBy: CommandId }),
]);
export type IssueTarget = z.infer<typeof IssueTarget>;
