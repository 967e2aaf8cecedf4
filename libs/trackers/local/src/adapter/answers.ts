import { Named } from '#contracts';
import { z } from 'zod';

/** What the server answers, parsed once; everything else an answer may hold is left out. */

const time = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) context.addIssue('not a time');
  return at;
});

export const Person = z.object({ id: z.string(), login: z.string(), name: z.string() });
export type Person = z.infer<typeof Person>;

export const File = z.object({ id: z.string(), name: z.string(), mime: z.string().nullable(), size: z.number() });
export type File = z.infer<typeof File>;

export const Head = z.object({
  id: z.string(),
  subject: z.string(),
  lockVersion: z.number(),
  createdAt: time,
  updatedAt: time,
  project: Named,
  issueType: Named,
  priority: Named,
  status: Named.extend({ closed: z.boolean() }),
  author: Person,
  assignee: Person.nullable(),
});
export type Head = z.infer<typeof Head>;

export const Journal = z.object({
  id: z.string(),
  author: Person,
  at: time,
  text: z.string(),
  private: z.boolean(),
  details: z.array(
    z.object({ field: z.enum(['status', 'assignee']), from: z.string().nullable(), to: z.string().nullable() }),
  ),
  files: z.array(File),
});
export type Journal = z.infer<typeof Journal>;

export const View = Head.extend({
  description: z.string(),
  watchers: z.array(Person),
  files: z.array(File),
  journals: z.array(Journal),
});
export type View = z.infer<typeof View>;

export const List = z.object({ now: z.string(), total: z.number(), issues: z.array(Head) });
export const Created = z.object({ issue: View });
/** No journal: there was nothing left to write. */
export const Changed = z.object({ journal: z.string().optional(), issue: View });
export const Uploaded = z.object({ id: z.string(), token: z.string() });
export const People = z.object({ people: z.array(Person) });
export const Directory = z.object({
  projects: z.array(Named),
  issueTypes: z.array(Named),
  priorities: z.array(Named.extend({ isDefault: z.boolean() })),
});
export const Refused = z.object({ errors: z.array(z.string()) });
