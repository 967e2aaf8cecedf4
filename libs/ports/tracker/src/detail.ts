/** What many trackers have, in the port's own words. From `relates` on: how one issue stands to another. */
export type Field =
  | 'status'
  | 'assignee'
  | 'priority'
  | 'issueType'
  | 'project'
  | 'category'
  | 'version'
  | 'subject'
  | 'description'
  | 'startDate'
  | 'dueDate'
  | 'done'
  | 'estimatedHours'
  | 'private'
  | 'parent'
  | 'file'
  | 'relates'
  | 'duplicates'
  | 'duplicated'
  | 'blocks'
  | 'blocked'
  | 'precedes'
  | 'follows'
  | 'copiedTo'
  | 'copiedFrom';

/**
 * A single attribute change of a journal entry: of a field everyone calls by the port's word, or of one by the tracker's own
 * (`own`: what an administrator named, a plugin's). Values are names people read; of `private` they are `yes` and `no`, of `done` per
 * cent as a number.
 */
export type Detail = ({ field: Field; own?: undefined } | { field?: undefined; own: string }) & {
  from?: string | undefined;
  to?: string | undefined;
};
