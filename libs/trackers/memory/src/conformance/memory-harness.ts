import { accountId, issueId } from '#contracts';
import type { Account } from '#ports/tracker';
import type { BackDoor, TrackerHarness } from '#ports/tracker-conformance';
import type { HttpFault, HttpProxy } from '#testkit/proxies';
import { TOKEN } from '../memory-tracker.js';
import type { MemoryServer } from '../server.js';
import type { Fault, Wire } from '../wire.js';

/** A tracker in memory for the promises of the port: its wire stands in for the proxy before a server. */
export const memoryHarness = (server: MemoryServer, wire: Wire): TrackerHarness => ({
  parts: ['private-comments', 'files', 'identity'],
  async start() {
    const account = (login: string): Account => {
      const { id, name } = server.personCalled(login);
      return { id: accountId(id), login, name };
    };
    return {
      config: { token: TOKEN },
      wrongCredential: { token: 'wrong' },
      env: { fetch: () => Promise.reject(new Error('Nothing here goes by HTTP.')) },
      project: '1',
      hiddenProject: '2',
      people: { service: account('relaydesk'), engineer: account('boris'), customer: account('mark') },
      forbiddenFile: { name: 'dump.exe', words: '.exe is not allowed' },
      backDoor: backDoorOf(server),
      proxy: proxyOf(wire),
      stop: async () => undefined,
    };
  },
});

const proxyOf = (wire: Wire): HttpProxy => ({
  url: 'memory:',
  seen: wire.seen,
  plan: (match, fault, times) => wire.plan(match, faultOf(fault), times),
  stop: async () => undefined,
});

function faultOf(fault: HttpFault): Fault {
  if (typeof fault === 'string') return fault;
  const seconds = fault.headers?.['retry-after'];
  return { status: fault.status, retryAfterMs: seconds === undefined ? undefined : Number(seconds) * 1_000 };
}

function backDoorOf(server: MemoryServer): BackDoor {
  const stored = (id: string) => {
    const issue = server.issues.get(id);
    if (!issue) throw new Error(`no issue ${id}`);
    return issue;
  };
  const boris = server.personCalled('boris');
  return {
    createIssue: async ({ subject, description = '', project, by }) =>
      issueId(server.createIssue(server.person(by.id), { subject, description, project }, []).id),
    addComment: async (issue, { text, private: hush = false, by }) =>
      void server.comment(server.person(by.id), issue, text, hush, []),
    async changeStatus(issue) {
      server.changeStatus(boris, issue, '2');
      return { from: 'New', to: 'In progress' };
    },
    closeIssue: async (issue) => server.changeStatus(boris, issue, '3'),
    assign: async (issue, to) => server.assign(issue, server.person(to.id)),
    watch: async (issue, who) => void stored(issue).watchers.push(who.id),
    async readIssue(id) {
      const { subject, description, author, project, issueType, priority, journals } = stored(id);
      return {
        subject,
        description,
        author: accountId(author),
        project,
        issueType,
        priority,
        comments: journals
          .filter(({ text }) => text !== '')
          .map((journal) => ({ author: accountId(journal.author), text: journal.text, private: journal.private })),
        files: server.filesOf(id).map(({ name, bytes }) => ({ name, read: async () => bytes })),
      };
    },
    issuesCalled: async (subject) =>
      [...server.issues.values()].filter((issue) => issue.subject === subject).map(({ id }) => issueId(id)),
    enterCode: async ({ id }, code) => void (server.person(id).code = code),
  };
}
