import type { Attachment } from './uploads.js';

/** The one account everything here is done by; an administrator, as the desk's own key must be. */
export const ADMIN = { id: 1, login: 'admin', firstname: 'Redmine', lastname: 'Admin', admin: true, status: 1 };
export const AUTHOR = { id: ADMIN.id, name: `${ADMIN.firstname} ${ADMIN.lastname}` };
/** Who answers people, where a run has someone who does. */
export const ENGINEER = { id: 2, name: 'Boris Petrov' };

export type User = { id: number; name: string };
type Journal = { hidden: boolean; json: string };
type Issue = {
  id: number;
  author: User;
  subject: string;
  description: string;
  createdOn: string;
  updatedOn: string;
  journals: Journal[];
  /** As JSON. */
  attachments: string[];
  /** Without these, as JSON; made anew when it changes. */
  json?: string | undefined;
};

/** One Redmine's issues in memory. Answers are kept as text, so that this stub costs little beside what it measures. */
export function createTracker() {
  /** In the order they were last changed. */
  const issues = new Map<number, Issue>();
  let lastIssue = 0;
  let lastJournal = 0;

  return {
    create(subject: string, description: string, { user = AUTHOR, files = [] }: Along = {}): number {
      const id = (lastIssue += 1);
      const [at, attachments] = [now(), files.map(({ json }) => json)];
      const dates = { createdOn: at, updatedOn: at };
      issues.set(id, { id, author: user, subject, description, ...dates, journals: [], attachments });
      return id;
    },
    has: (id: number): boolean => issues.has(id),
    comment(id: number, notes: string, { user = AUTHOR, files = [], isPrivate = false }: Along = {}): void {
      const issue = issues.get(id);
      if (!issue) return;
      const at = now();
      const journal = {
        id: (lastJournal += 1),
        user,
        notes,
        created_on: at,
        private_notes: isPrivate,
        details: files.map(addedFile),
      };
      issue.journals.push({ hidden: isPrivate, json: JSON.stringify(journal) });
      issue.attachments.push(...files.map(({ json }) => json));
      issue.updatedOn = at;
      issue.json = undefined;
      issues.delete(id);
      issues.set(id, issue);
    },
    /** `include`: what is shown beside its fields. `hidden`: with what customers may not see. */
    one(id: number, include: readonly string[], hidden = true): string | undefined {
      const issue = issues.get(id);
      if (!issue) return undefined;
      const journals = issue.journals.filter((journal) => hidden || !journal.hidden).map(({ json }) => json);
      return `{"issue":${withLists(toJson(issue), include, { attachments: issue.attachments, journals, watchers: [] })}}`;
    },
    /** Newest first, by id or by their last change; times as Redmine writes them, both bounds included. */
    list({ by, from, to, author, offset, limit, include }: Listing): string {
      const found = [...issues.values()]
        .filter(({ updatedOn }) => updatedOn >= from && updatedOn <= to)
        .filter((issue) => author === undefined || issue.author.id === author)
        .reverse();
      if (by === 'id') found.sort((a, b) => b.id - a.id);
      const page = found
        .slice(offset, offset + limit)
        .map((issue) => withLists(toJson(issue), include, { attachments: issue.attachments }));
      return `{"issues":[${page.join()}],"total_count":${found.length},"offset":${offset},"limit":${limit}}`;
    },
  };
}

type Listing = {
  by: 'id' | 'updated';
  from: string;
  to: string;
  author?: number | undefined;
  offset: number;
  limit: number;
  include: readonly string[];
};

/** Who writes (else the administrator), and what comes along. */
type Along = { user?: User | undefined; files?: readonly Attachment[]; isPrivate?: boolean };

export type Tracker = ReturnType<typeof createTracker>;

const now = () => `${new Date().toISOString().slice(0, 19)}Z`;

const addedFile = ({ id, name }: Attachment) => ({
  ...{ property: 'attachment', name: String(id), old_value: null, new_value: name },
});

/** An object's JSON with these lists of JSON put in at its end, as far as they are asked for. */
function withLists(json: string, include: readonly string[], lists: Readonly<Record<string, readonly string[]>>) {
  const asked = Object.entries(lists).filter(([name]) => include.includes(name));
  return [json.slice(0, -1), ...asked.map(([name, of]) => `"${name}":[${of.join()}]`)].join() + '}';
}

const toJson = (issue: Issue): string =>
  (issue.json ??= JSON.stringify({
    id: issue.id,
    project: { id: 1, name: 'Web shop' },
    tracker: { id: 3, name: 'Support' },
    status: { id: 1, name: 'New', is_closed: false },
    priority: { id: 2, name: 'Normal' },
    author: issue.author,
    subject: issue.subject,
    description: issue.description,
    start_date: issue.createdOn.slice(0, 10),
    due_date: null,
    done_ratio: 0,
    is_private: false,
    estimated_hours: null,
    total_estimated_hours: null,
    spent_hours: 0,
    custom_fields: [],
    created_on: issue.createdOn,
    updated_on: issue.updatedOn,
    closed_on: null,
  }));
