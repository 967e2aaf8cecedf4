/** The one account everything here is done by; an administrator, as the desk's own key must be. */
export const ADMIN = { id: 1, login: 'admin', firstname: 'Redmine', lastname: 'Admin', admin: true, status: 1 };
const AUTHOR = { id: ADMIN.id, name: `${ADMIN.firstname} ${ADMIN.lastname}` };
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
  /** Without journals, as JSON; made anew when it changes. */
  json?: string | undefined;
};

/** One Redmine's issues in memory. Answers are kept as text, so that this stub costs little beside what it measures. */
export function createTracker() {
  /** In the order they were last changed. */
  const issues = new Map<number, Issue>();
  let lastIssue = 0;
  let lastJournal = 0;

  return {
    create(subject: string, description: string, author: User = AUTHOR): number {
      const id = (lastIssue += 1);
      const at = now();
      issues.set(id, { id, author, subject, description, createdOn: at, updatedOn: at, journals: [] });
      return id;
    },
    /** False: there is no such issue. */
    comment(id: number, notes: string, { user = AUTHOR, isPrivate = false } = {}): boolean {
      const issue = issues.get(id);
      if (!issue) return false;
      const at = now();
      const journal = {
        id: (lastJournal += 1),
        user,
        notes,
        created_on: at,
        private_notes: isPrivate,
        details: [],
      };
      issue.journals.push({ hidden: isPrivate, json: JSON.stringify(journal) });
      issue.updatedOn = at;
      issue.json = undefined;
      issues.delete(id);
      issues.set(id, issue);
      return true;
    },
    /** `hidden`: with what customers may not see. */
    one(id: number, withJournals: boolean, hidden = true): string | undefined {
      const issue = issues.get(id);
      if (!issue) return undefined;
      if (!withJournals) return `{"issue":${toJson(issue)}}`;
      const journals = issue.journals.filter((journal) => hidden || !journal.hidden).map(({ json }) => json);
      return `{"issue":${toJson(issue).slice(0, -1)},"journals":[${journals.join()}],"watchers":[]}}`;
    },
    /** Newest first, by id or by their last change; times as Redmine writes them, both bounds included. */
    list({ by, from, to, author, offset, limit }: Listing): string {
      const found = [...issues.values()]
        .filter(({ updatedOn }) => updatedOn >= from && updatedOn <= to)
        .filter((issue) => author === undefined || issue.author.id === author)
        .reverse();
      if (by === 'id') found.sort((a, b) => b.id - a.id);
      const page = found.slice(offset, offset + limit).map(toJson);
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
};

export type Tracker = ReturnType<typeof createTracker>;

const now = () => `${new Date().toISOString().slice(0, 19)}Z`;

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
    attachments: [],
  }));
