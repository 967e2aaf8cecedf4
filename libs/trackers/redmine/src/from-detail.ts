import type { Detail, Field } from '#ports/tracker';
import type { RestDetail } from './rest-shapes.js';

/** The name of what an attribute's raw value stands for, where it is known. */
export type Names = (of: NameOf, id: string) => string | undefined;
export type NameOf = 'status' | 'issue type' | 'priority' | 'person' | 'project' | 'category' | 'version' | 'field';

/** Redmine's attributes as `Detail.field` calls them, and what their values stand for where they are ids. */
const ATTRIBUTES: Readonly<Record<string, { field: Field; of?: NameOf }>> = {
  status_id: { field: 'status', of: 'status' },
  tracker_id: { field: 'issueType', of: 'issue type' },
  priority_id: { field: 'priority', of: 'priority' },
  assigned_to_id: { field: 'assignee', of: 'person' },
  project_id: { field: 'project', of: 'project' },
  category_id: { field: 'category', of: 'category' },
  fixed_version_id: { field: 'version', of: 'version' },
  subject: { field: 'subject' },
  start_date: { field: 'startDate' },
  due_date: { field: 'dueDate' },
  done_ratio: { field: 'done' },
  estimated_hours: { field: 'estimatedHours' },
  is_private: { field: 'private' },
};

/** Its kinds of relation, of which some are called by their other end (`issue_relation.rb`, `TYPES`). */
const RELATIONS: Readonly<Record<string, Field>> = {
  relates: 'relates',
  duplicates: 'duplicates',
  duplicated: 'duplicated',
  blocks: 'blocks',
  blocked: 'blocked',
  precedes: 'precedes',
  follows: 'follows',
  copied_to: 'copiedTo',
  copied_from: 'copiedFrom',
};
const YES_NO: Readonly<Record<string, string>> = { '0': 'no', '1': 'yes' };

/** What an attribute's change says of ids that want a name. */
export function idsIn({ property, name, old_value, new_value }: RestDetail): { of: NameOf; id: string }[] {
  const of = property === 'attr' ? ATTRIBUTES[name]?.of : undefined;
  return of ? [old_value, new_value].flatMap((id) => (id ? [{ of, id }] : [])) : [];
}

/**
 * A change as people read it; `undefined` for an added file, which is shown as a file. A value whose name cannot be found
 * out (deleted, or not for this reader) stays the raw id, as in Redmine's own history.
 */
export function toDetail(detail: RestDetail, names: Names): Detail | undefined {
  const { property, name } = detail;
  const [from, to] = [detail.old_value || undefined, detail.new_value || undefined];
  if (property === 'attachment') return to ? undefined : { field: 'file', from, to };
  if (property === 'relation')
    return { ...called(RELATIONS[name], name), from: issueNumber(from), to: issueNumber(to) };
  if (property === 'cf') return { own: names('field', name) ?? name, from, to };
  // Whole texts on both sides would drown everything else; that it changed is the news.
  if (name === 'description') return { field: 'description' };
  if (name === 'parent_id') return { field: 'parent', from: issueNumber(from), to: issueNumber(to) };
  const { field, of } = ATTRIBUTES[name] ?? {};
  const read = (value: string | undefined) => {
    if (value === undefined) return undefined;
    return field === 'private' ? (YES_NO[value] ?? value) : of ? (names(of, value) ?? value) : value;
  };
  return { ...called(field, name), from: read(from), to: read(to) };
}

/** By the port's word, or by Redmine's where that has none: a plugin's. */
const called = (field: Field | undefined, name: string) => (field ? { field } : { own: name });

const issueNumber = (id: string | undefined) => id && `#${id}`;
