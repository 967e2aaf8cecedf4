import { accountId, issueId, type IssueId } from '#contracts';
import type { Account } from '#ports/tracker';
import type { BackDoor, StoredIssue } from '#ports/tracker-conformance';
import type { RedminePart } from '#testkit/parts';

/** Plain REST with everybody's own key, so that neither the adapter nor its way of acting for others vouches for itself. */
export type PlainRest = {
  /** @param by a login. */
  send(by: string, method: string, path: string, json?: object): Promise<unknown>;
  bytes(path: string): Promise<Buffer>;
};

export function plainRest({ url, apiKey, people }: RedminePart): PlainRest {
  async function fetched(by: string, method: string, path: string, json?: object) {
    const headers = { 'x-redmine-api-key': people[by]?.apiKey ?? apiKey, 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, { method, headers, body: json && JSON.stringify(json) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
  return {
    async send(by, method, path, json) {
      const text = await (await fetched(by, method, path, json)).text();
      return text.trim() && JSON.parse(text);
    },
    bytes: async (path) => Buffer.from(await (await fetched('admin', 'GET', path)).arrayBuffer()),
  };
}

type Id = { id: number };
type Stored = Record<'author' | 'project' | 'tracker' | 'priority' | 'status', Id & { name: string }> & {
  id: number;
  subject: string;
  description: string | null;
  attachments: (Id & { filename: string })[];
  journals: { id: number; user: Id; notes: string | null; private_notes: boolean }[];
};

export function redmineBackDoor(part: RedminePart, rest: PlainRest): BackDoor {
  const path = (issue: IssueId) => `/issues/${issue}.json`;
  const read = async (issue: IssueId) =>
    ((await rest.send('admin', 'GET', `${path(issue)}?include=journals,attachments`)) as { issue: Stored }).issue;
  const change = async (by: string, issue: IssueId, fields: object) =>
    void (await rest.send(by, 'PUT', path(issue), { issue: fields }));
  const move = async (issue: IssueId, status: string) => change('admin', issue, { status_id: part.statuses[status] });
  return {
    async createIssue({ by, project, ...texts }) {
      const issue = { ...texts, project_id: Number(project) };
      const made = (await rest.send(by.login, 'POST', '/issues.json', { issue })) as { issue: Id };
      return issueId(String(made.issue.id));
    },
    addComment: (issue, { by, text, private: hush = false }) =>
      change(by.login, issue, { notes: text, private_notes: hush }),
    async changeStatus(issue) {
      await move(issue, 'In Progress');
      return { from: 'New', to: 'In Progress' };
    },
    closeIssue: (issue) => move(issue, 'Closed'),
    assign: (issue, to) => change('admin', issue, { assigned_to_id: Number(to.id) }),
    watch: async (issue, who) =>
      void (await rest.send('admin', 'POST', `/issues/${issue}/watchers.json`, { user_id: Number(who.id) })),
    readIssue: async (issue) => toStored(rest, await read(issue)),
    async issuesCalled(subject) {
      const query = new URLSearchParams({ status_id: '*', subject, limit: '100' });
      const { issues } = (await rest.send('admin', 'GET', `/issues.json?${query}`)) as { issues: Stored[] };
      return issues.filter((issue) => issue.subject === subject).map(({ id }) => issueId(String(id)));
    },
    enterCode: (account, code) => enterCode(part, rest, account, code),
  };
}

async function enterCode(part: RedminePart, rest: PlainRest, { id }: Account, code: string): Promise<void> {
  const user = { custom_fields: [{ id: part.telegramField, value: code }] };
  await rest.send('admin', 'PUT', `/users/${id}.json`, { user });
}

const lines = (text: string | null) => (text ?? '').replaceAll('\r\n', '\n');

const toStored = (rest: PlainRest, stored: Stored): StoredIssue => ({
  subject: stored.subject,
  description: lines(stored.description),
  author: accountId(String(stored.author.id)),
  project: String(stored.project.id),
  issueType: String(stored.tracker.id),
  priority: String(stored.priority.id),
  comments: stored.journals
    .toSorted((a, b) => a.id - b.id)
    .filter(({ notes }) => notes)
    .map(({ user, notes, private_notes: hush }) => ({
      author: accountId(String(user.id)),
      text: lines(notes),
      private: hush,
    })),
  files: stored.attachments.map(({ id, filename }) => ({
    name: filename,
    read: () => rest.bytes(`/attachments/download/${id}`),
  })),
});
