import { accountId, issueId, type IssueId } from '#contracts';
import { createGuardedFetch } from '#http';
import type { Account } from '#ports/tracker';
import type { BackDoor, StoredIssue, TrackerHarness } from '#ports/tracker-conformance';
import { freshDatabase } from '#testkit';
import { httpProxy } from '#testkit/proxies';
import { HOOK_SIGNATURE, signatureOf } from '../protocol.js';
import { startLocalTracker } from '../server/start-local-tracker.js';

const TOKEN = 'service-token-of-the-suite';
const SECRET = 'hook-secret-of-the-suite';

/** A local tracker on a database of its own, for the promises of the port. */
export const localHarness = (postgresUrl: string): TrackerHarness => ({
  parts: ['private-comments', 'files', 'identity', 'webhook'],
  async start() {
    const database = await freshDatabase(postgresUrl);
    const server = await startLocalTracker({ databaseUrl: database.url, token: TOKEN });
    const proxy = await httpProxy({ to: server.url });
    const http = createGuardedFetch();
    const rest = restOf(server.url);
    const { people } = (await rest.get('relaydesk', '/people')) as { people: Account[] };
    const account = (login: string): Account => {
      const found = people.find((person) => person.login === login);
      if (!found) throw new Error(`no ${login} among the people of Acme Support`);
      return { id: accountId(found.id), login, name: found.name };
    };
    const config = { url: proxy.url, token: TOKEN, webhookSecret: SECRET };
    return {
      config,
      wrongCredential: { ...config, token: 'wrong' },
      env: { fetch: http.fetch },
      project: '1',
      hiddenProject: '2',
      people: { service: account('relaydesk'), engineer: account('boris'), customer: account('mark') },
      forbiddenFile: { name: 'dump.exe', words: '.exe is not allowed' },
      hook(about) {
        const issue = { type: 'issue.updated', data: { issue: { id: about } } };
        const body = Buffer.from(JSON.stringify(about === 'something-else' ? { type: 'wiki.updated' } : issue));
        return { headers: { [HOOK_SIGNATURE]: signatureOf(SECRET, body) }, body };
      },
      backDoor: backDoorOf(rest, account('boris')),
      proxy,
      async stop() {
        await http.close();
        await proxy.stop();
        await server.close();
        await database.drop();
      },
    };
  },
});

type Rest = {
  get(login: string, path: string): Promise<unknown>;
  write(login: string, method: 'POST' | 'PUT', path: string, json: object): Promise<unknown>;
  bytes(path: string): Promise<Buffer>;
};

/** Plain `fetch`, so that neither the adapter nor its client vouches for itself. */
function restOf(url: string): Rest {
  const send = async (login: string, path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'x-act-as': login, 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, { ...init, headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  return {
    get: async (login, path) => (await send(login, path)).json(),
    async write(login, method, path, json) {
      const text = await (await send(login, path, { method, body: JSON.stringify(json) })).text();
      return text && JSON.parse(text);
    },
    bytes: async (path) => Buffer.from(await (await send('relaydesk', path)).arrayBuffer()),
  };
}

type Stored = {
  subject: string;
  description: string;
  status: { name: string };
  files: { id: string; name: string }[];
  journals: { author: Account; text: string; private: boolean }[];
} & Record<'author' | 'project' | 'issueType' | 'priority', { id: string }>;

function backDoorOf(rest: Rest, engineer: Account): BackDoor {
  const read = (issue: IssueId) => rest.get('relaydesk', `/issues/${issue}`) as Promise<Stored>;
  const change = (by: Account, issue: IssueId, json: object) => rest.write(by.login, 'PUT', `/issues/${issue}`, json);
  return {
    async createIssue({ by, ...issue }) {
      const { issue: made } = (await rest.write(by.login, 'POST', '/issues', issue)) as { issue: { id: string } };
      return issueId(made.id);
    },
    async addComment(issue, { by, ...words }) {
      await change(by, issue, words);
    },
    async changeStatus(issue) {
      await change(engineer, issue, { status: '2' });
      return { from: 'New', to: (await read(issue)).status.name };
    },
    closeIssue: async (issue) => void (await change(engineer, issue, { status: '4' })),
    assign: async (issue, to) => void (await change(engineer, issue, { assignee: to.id })),
    watch: async (issue, who) =>
      void (await rest.write('relaydesk', 'POST', `/issues/${issue}/watchers`, { person: who.id })),
    readIssue: async (issue) => toStored(rest, await read(issue)),
    async issuesCalled(subject) {
      const query = new URLSearchParams({ query: subject, status: 'all', limit: '100' });
      const { issues } = (await rest.get('relaydesk', `/issues?${query}`)) as {
        issues: { id: string; subject: string }[];
      };
      return issues.filter((issue) => issue.subject === subject).map(({ id }) => issueId(id));
    },
    enterCode: async ({ id, login }, code) =>
      void (await rest.write(login, 'PUT', `/people/${id}/telegram`, { telegram: code })),
  };
}

const toStored = (rest: Rest, stored: Stored): StoredIssue => ({
  subject: stored.subject,
  description: stored.description,
  author: accountId(stored.author.id),
  project: stored.project.id,
  issueType: stored.issueType.id,
  priority: stored.priority.id,
  comments: stored.journals
    .filter(({ text }) => text)
    .map(({ author, text, private: hidden }) => ({ author: accountId(author.id), text, private: hidden })),
  files: stored.files.map(({ id, name }) => ({ name, read: () => rest.bytes(`/files/${id}/content`) })),
});
