import { z } from 'zod';

/** What Redmine's REST answers hold of what we use; everything else in them is ignored. Ids are whole numbers. */
const Id = z.int().nonnegative();
export const Ref = z.object({ id: Id, name: z.string().catch('') });
export type Ref = z.infer<typeof Ref>;

const Time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
/** Redmine keeps the line ends of whoever wrote: a browser sends CRLF. */
const Text = z
  .string()
  .nullish()
  .transform((text) => (text ?? '').replaceAll('\r\n', '\n'));

export const RestDetail = z.object({
  property: z.string(),
  name: z.string(),
  old_value: z.string().nullish(),
  new_value: z.string().nullish(),
});
export type RestDetail = z.infer<typeof RestDetail>;

export const RestJournal = z.object({
  id: Id,
  user: Ref.optional(),
  notes: Text,
  created_on: Time,
  private_notes: z.boolean().default(false),
  details: z.array(RestDetail).default([]),
});
export type RestJournal = z.infer<typeof RestJournal>;

export const RestAttachment = z.object({
  id: Id,
  filename: z.string().min(1),
  filesize: z.int().nonnegative(),
  content_type: z.string().nullish(),
});
export type RestAttachment = z.infer<typeof RestAttachment>;

export const RestIssue = z.object({
  id: Id,
  project: Ref,
  tracker: Ref,
  status: Ref,
  priority: Ref,
  author: Ref,
  assigned_to: Ref.optional(),
  category: Ref.optional(),
  fixed_version: Ref.optional(),
  subject: z.string(),
  description: Text,
  is_private: z.boolean().default(false),
  created_on: Time,
  updated_on: Time,
  custom_fields: z.array(Ref).default([]),
  attachments: z.array(RestAttachment).default([]),
  journals: z.array(RestJournal).default([]),
  watchers: z.array(Ref).default([]),
});
export type RestIssue = z.infer<typeof RestIssue>;

export const OneIssue = z.object({ issue: RestIssue });
/** Where an issue's id and time are all that counts: one whose other facts are odd must not keep the rest from being seen. */
export const ChangedIssue = RestIssue.pick({ id: true, updated_on: true });
export type ChangedIssue = z.infer<typeof ChangedIssue>;
export const ManyChanged = z.object({ issues: z.array(ChangedIssue), total_count: z.int() });
export const ManyIssues = z.object({ issues: z.array(RestIssue), total_count: z.int() });

export const RestUser = z.object({
  id: Id,
  login: z.string().default(''),
  firstname: z.string(),
  lastname: z.string(),
  /** Told to administrators, and to everyone of themselves. */
  admin: z.boolean().default(false),
  /** 1 active, 2 registered, 3 locked; told to administrators only. */
  status: z.int().optional(),
  /** Told to administrators, and to everyone of themselves, of one user at a time. */
  api_key: z.string().optional(),
  custom_fields: z.array(z.object({ id: Id, value: z.unknown() })).default([]),
  memberships: z.array(z.object({ project: Ref, roles: z.array(Ref) })).default([]),
});
export type RestUser = z.infer<typeof RestUser>;

export const OneUser = z.object({ user: RestUser });
export const ManyUsers = z.object({ users: z.array(RestUser), total_count: z.int() });
export const OneGroup = z.object({ group: Ref.extend({ users: z.array(Ref).default([]) }) });
export const OneRole = z.object({ role: z.object({ permissions: z.array(z.string()) }) });
export const OneUpload = z.object({ upload: z.object({ id: Id, token: z.string().min(1) }) });
export const CustomFields = z.object({
  custom_fields: z.array(Ref.extend({ customized_type: z.string().optional() })),
});

export const Statuses = z.object({ issue_statuses: z.array(Ref) });
export const IssueTypes = z.object({ trackers: z.array(Ref) });
export const Priorities = z.object({
  issue_priorities: z.array(Ref.extend({ is_default: z.boolean().default(false), active: z.boolean().default(true) })),
});
/** `status` 1 is an active project; closed and archived ones take no new issues. */
const RestProject = Ref.extend({
  status: z.int().default(1),
  trackers: z.array(Ref).default([]),
  enabled_modules: z.array(z.object({ name: z.string() })).default([]),
});
export const OneProject = z.object({ project: RestProject });
export const ManyProjects = z.object({ projects: z.array(RestProject), total_count: z.int() });
export const OneVersion = z.object({ version: Ref });
