import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { plain } from '#contracts';
import {
  type As,
  type Baseline,
  type Call,
  type ChangePage,
  type RemoteItem,
  TrackerError,
  type TrackerAdapter,
  type TrackerPlugin,
  type WriteCall,
  type WriteTarget,
} from '#ports/tracker';
import { z } from 'zod';
import { ISSUE_TYPES, type Person, PRIORITIES, STATUSES } from './rows.js';
import type { MemoryServer } from './server.js';
import { commentItem, creationItem, toAccount, toHead, toIssue } from './views.js';
import type { Request, Wire } from './wire.js';

export const MemoryConfig = z.object({ token: z.string() });
export type MemoryConfig = z.infer<typeof MemoryConfig>;

export const TOKEN = 'the service token';
const SETTLE_MS = 500;
const Pass = z.object({ change: z.number(), below: z.number().optional(), top: z.number().optional() });

/** A tracker that lives in the process: what a simulation works with. It keeps every promise of the port. */
export const memoryTracker = (server: MemoryServer, wire: Wire): TrackerPlugin<MemoryConfig> => ({
  id: 'memory',
  configSchema: MemoryConfig,
  create: ({ token }) => adapterOf(server, wire, token),
  markup: () => ({ from: plain, to: ({ text }) => text }),
});

function adapterOf(server: MemoryServer, wire: Wire, token: string): TrackerAdapter {
  const personOf = (as: As): Person => {
    if (token !== TOKEN) throw new TrackerError('unauthorized', 'no such token');
    const service = server.people.find(({ role }) => role === 'service');
    const person = server.personCalled(as.kind === 'account' ? as.login : (service?.login ?? ''));
    const foreign = as.kind === 'account' && as.key !== undefined && as.key !== person.key;
    if (foreign) throw new TrackerError('unauthorized', 'no such key');
    return person;
  };
  /** One exchange in someone's name. */
  const ask = <T>(method: Request['method'], path: string, call: Call | WriteCall, act: (person: Person) => T) =>
    wire.pass({ method, path }, call, () => act(personOf(call.as)));
  const asService = (signal: AbortSignal): Call => ({ as: { kind: 'service' }, signal });

  return {
    capabilities: { markup: 'plain', maxSubject: 255, settleMs: SETTLE_MS, privateComments: true },
    checkAccess: (signal) =>
      ask('GET', '/me', asService(signal), (person) => ({ account: toAccount(person), notes: [] })),
    directories: (call) =>
      ask('GET', '/directories', call, (person) => ({
        projects: server.projectsOf(person).map(({ id, name }) => ({ id, name })),
        issueTypes: ISSUE_TYPES,
        priorities: PRIORITIES,
      })),
    listIssues: (call, query, page, pageSize) =>
      ask('GET', '/issues', call, (person) => {
        const found = openIssues(server, person, query);
        const issues = found.slice(page * pageSize, (page + 1) * pageSize).map((issue) => toHead(server, issue));
        return { issues, page, pages: Math.ceil(found.length / pageSize) };
      }),
    readIssue: (call, id) => ask('GET', '/issue', call, (person) => toIssue(server, person, server.seen(person, id))),
    baseline: (call, target) => ask('GET', '/baseline', call, (person) => baseline(server, person, target)),
    itemsAbove: (call, target, above) =>
      ask('GET', '/items', call, (person) => itemsAbove(server, person, target, above)),
    createIssue: (call, { uploads, ...draft }) =>
      ask('POST', '/issues', call, (person) => {
        const tokens = uploads.map((upload) => upload.token);
        const item = creationItem(server, server.createIssue(person, withoutAbsent(draft), tokens));
        return { item, dropped: filesLeftOut(uploads, item) };
      }),
    addComment: (call, id, { text, private: hush, uploads }) =>
      ask('PUT', '/issue', call, (person) => {
        const made = server.comment(
          person,
          id,
          text,
          hush,
          uploads.map((upload) => upload.token),
        );
        const issue = server.seen(person, id);
        const journal = issue.journals.find((one) => one.id === made);
        if (!journal) throw new Error('What was just written is there.');
        const item = commentItem(server, issue, journal);
        const exposed = hush && !journal.private ? [{ what: 'private' }] : [];
        return { item, dropped: [...exposed, ...filesLeftOut(uploads, item)] };
      }),
    readChanges: (cursor, signal) =>
      ask('GET', '/changes', asService(signal), () => {
        return readChanges(server, cursor);
      }),
    files: {
      async upload(call, { name, mime, body }) {
        const bytes = await buffer(body).catch((cause: unknown) => {
          throw new TrackerError('unavailable', 'what was to be uploaded broke off', { cause });
        });
        return ask('POST', '/uploads', call, (person) => {
          const { id, token: of } = server.upload(person, name, mime, bytes);
          return { id, token: of, name, mime };
        });
      },
      open: (call, { ref }) =>
        ask('GET', '/file', call, (person) => {
          const file = server.files.get(ref);
          if (!file?.issue) throw new TrackerError('not-found', 'no such file');
          server.seen(person, file.issue);
          return Readable.from(file.bytes, { objectMode: false });
        }),
    },
    identity: {
      findCode: (code, signal) =>
        ask('GET', '/people', asService(signal), () => {
          const [one, ...more] = code === '' ? [] : server.people.filter((person) => person.code === code);
          return one && more.length === 0 ? { ...toAccount(one), key: one.key } : undefined;
        }),
      readKey: (account, signal) =>
        ask('GET', '/key', asService(signal), () => {
          const { key } = server.people.find(({ id }) => id === account) ?? {};
          if (key === undefined) throw new TrackerError('unauthorized', 'no key to be read');
          return key;
        }),
      accountPage: 'https://tracker.example/my/account',
      fieldName: 'Telegram',
    },
  };
}

/** What changed since a change, newest first, a page at a time. A pass goes on `below` its last page, and ends at `top`. */
function readChanges(server: MemoryServer, cursor: Baseline | undefined): ChangePage {
  if (!cursor) return { changed: [], cursor: { change: server.changes }, complete: true, now: server.now() };
  const { change: since, below = Infinity, top = server.changes } = Pass.parse(cursor);
  const found = [...server.issues.values()].filter(({ change }) => change > since && change < below);
  const page = found.toSorted((a, b) => b.change - a.change).slice(0, server.changesPage);
  const changed = page.map((issue) => ({ issue: toHead(server, issue).id, mark: String(issue.change) }));
  if (page.length === found.length) return { changed, cursor: { change: top }, complete: true };
  const next = { change: since, below: page.at(-1)?.change ?? 0, top };
  return { changed, cursor: { change: since }, complete: false, next };
}

function openIssues(server: MemoryServer, person: Person, query = '') {
  const open = [...server.issues.values()].filter(
    (issue) => server.sees(person, issue) && !STATUSES.find(({ id }) => id === issue.status)?.closed,
  );
  const [, number] = /^#?(\d+)$/.exec(query) ?? [];
  const words = query.toLowerCase().split(/\s+/);
  const matching = number
    ? open.filter(({ id }) => id === number)
    : open.filter(({ subject, description }) =>
        words.every((word) => `${subject} ${description}`.toLowerCase().includes(word)),
      );
  return matching.toSorted((a, b) => b.change - a.change);
}

function baseline(server: MemoryServer, person: Person, target: WriteTarget): Baseline {
  if (target.kind === 'new-issue') return { highest: Math.max(0, ...[...server.issues.keys()].map(Number)) };
  const journals = server.journalsFor(person, server.seen(person, target.issue));
  return { highest: Math.max(0, ...journals.map(({ id }) => Number(id))) };
}

function itemsAbove(server: MemoryServer, person: Person, target: WriteTarget, above: Baseline): RemoteItem[] {
  const isNew = ({ id, author }: { id: string; author: string }) =>
    Number(id) > Number(above['highest'] ?? 0) && author === person.id;
  if (target.kind === 'new-issue') {
    return [...server.issues.values()].filter(isNew).map((issue) => creationItem(server, issue));
  }
  const issue = server.seen(person, target.issue);
  return issue.journals.filter(isNew).map((journal) => commentItem(server, issue, journal));
}

const filesLeftOut = (uploads: readonly { id: string; name: string }[], { uploadIds }: RemoteItem) =>
  uploads.filter(({ id }) => !uploadIds.includes(id)).map(({ name }) => ({ what: name }));

/** Only what was chosen. */
const withoutAbsent = <T extends object>(draft: T) =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
